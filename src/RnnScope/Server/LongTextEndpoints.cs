using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md that keep long texts where they are: a picture of the whole, and a search.</summary>
internal static class LongTextEndpoints
{
    /// <summary>How many parts a picture of a text may have, and how many it has where nobody says.</summary>
    public const int MostParts = 10_000, DefaultParts = 1000;

    private const int MostMatches = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        routes.MapGet(Endpoints.Text + "overview", context => Overview(context, library));
        routes.MapGet(Endpoints.Text + "search", context => Search(context, library));
    }

    private static Task Overview(HttpContext context, RunLibrary library)
    {
        Trace trace = library.Find(Endpoints.Route(context, "run")).Text(Endpoints.Route(context, "text")).Trace;
        string site = Query.Text(context.Request, "site");
        int unit = Query.Index(context.Request, "unit", "unit", trace.Width(site));
        int parts = Query.Between(context.Request, "parts", 1, MostParts, DefaultParts);
        SiteSummary summary = library.Overviews.Of(trace, site);
        double share = summary.Share;
        float[] answer = [(float)share, .. summary.Parts(unit, parts)];
        return Endpoints.Binary(context, MemoryMarshal.AsBytes<float>(answer).ToArray());
    }

    private static async Task Search(HttpContext context, RunLibrary library)
    {
        Trace trace = library.Find(Endpoints.Route(context, "run")).Text(Endpoints.Route(context, "text")).Trace;
        string pattern = Query.Text(context.Request, "q");
        bool isRegex = context.Request.Query["regex"] == "on";
        int from = (int)Math.Clamp(Query.Number(context.Request, "from", 0), 0, trace.Characters), most = Query.Between(context.Request, "most", 1, MostMatches, MostMatches);
        try
        {
            TextSearch search = new(trace.Vocabulary, pattern, isRegex, Longest);
            IReadOnlyList<(int Position, int Length)> found =
                await Task.Run(() => search.Find(trace.Symbols, from, most, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
            int[] numbers = [.. found.SelectMany(match => new[] { match.Position, match.Length })];
            await Endpoints.Binary(context, MemoryMarshal.AsBytes<int>(numbers).ToArray()).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new Problem(400, "the text cannot be searched for this", e.Message);
        }
        catch (TimeoutException)
        {
            throw new Problem(400, "the search took too long", $"expected at most {Longest.TotalSeconds:0} seconds: search for something simpler");
        }
    }
}
