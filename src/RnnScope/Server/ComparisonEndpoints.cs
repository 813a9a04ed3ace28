using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Comparison;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md about two networks over the same text.</summary>
internal static class ComparisonEndpoints
{
    /// <summary>The longest stretch that units are matched on.</summary>
    public const int LongestMatched = 20_000;

    /// <summary>Losses are compared over so many symbols from the beginning of a text.</summary>
    public const int LongestCompared = 1_000_000;

    private const int Matches = 5;

    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        routes.MapGet(Endpoints.Text + "peers", context => Endpoints.Json(context, library.Peers(Endpoints.Route(context, "run"), Endpoints.Route(context, "text"))));
        routes.MapGet(Endpoints.Text + "difference", context => Difference(context, Own(context, library), Other(context, library)));
        routes.MapGet(Endpoints.Text + "matches", context => Match(context, Own(context, library), Other(context, library)));
    }

    private static Trace Own(HttpContext context, RunLibrary library) => library.Trace(Endpoints.Route(context, "run"), Endpoints.Route(context, "text"));

    private static Trace Other(HttpContext context, RunLibrary library) =>
        library.PeerTrace(Endpoints.Route(context, "run"), Endpoints.Route(context, "text"), Query.Text(context.Request, "with"));

    private static Task Difference(HttpContext context, Trace own, Trace other)
    {
        int count = Math.Min(own.Characters, LongestCompared);
        float[] first = new float[count], second = new float[count];
        own.ReadColumn(SiteName.Loss, 0, 0, first);
        other.ReadColumn(SiteName.Loss, 0, 0, second);
        LossDifferences found = LossDifferences.Of(first, second);
        return Endpoints.Json(context, new
        {
            found.Count,
            Nats = Finite(found.Nats.Estimate),
            LowNats = Finite(found.Nats.Low),
            HighNats = Finite(found.Nats.High),
            FirstNats = Finite(found.FirstNats),
            SecondNats = Finite(found.SecondNats),
            FirstIsBetter = Finite(found.FirstIsBetter),
            found.ForFirst,
            found.ForSecond,
        });
    }

    private static Task Match(HttpContext context, Trace own, Trace other)
    {
        string site = Query.Text(context.Request, "site");
        int unit = Query.Index(context.Request, "unit", "unit", own.Width(site));
        (int from, int count) = Query.Stretch(context.Request, own.Characters, Query.MostNumbers / LongestMatched);
        float[] values = new float[count];
        own.ReadColumn(site, unit, from, values);
        // Weights that read for the purpose give all their sites at once.
        using MemoryTrace? read = (other as ReadingTrace)?.Layers(from, count);
        TraceUnits units = new(read ?? other);
        return Endpoints.Json(context, UnitMatching.Find(values, units, read is null ? from : 0, Matches, context.RequestAborted));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
