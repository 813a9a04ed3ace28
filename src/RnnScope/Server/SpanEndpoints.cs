using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Analysis.Contexts;
using RnnScope.Analysis.Errors;
using RnnScope.Commands;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md from spans of a text to units, and from units to places.</summary>
internal static class SpanEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        const string Text = "/api/runs/{run}/texts/{text}/";
        routes.MapGet(Text + "span-units", context =>
        {
            TextView text = View(context);
            IReadOnlyList<TextRange> spans = Spans.Parse(Query.Text(context.Request, "spans"));
            SpanOptions wanted = new(), options = new()
            {
                Margin = Query.Between(context.Request, "margin", 1, SpanOptions.WidestMargin, wanted.Margin),
                Count = Query.Between(context.Request, "top", 1, SpanOptions.MostUnits, wanted.Count),
                Sites = context.Request.Query["sites"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries),
            };
            return library.Scans.Answer(context, cancellation =>
                UnitJson.SpanUnits(SpanUnits.Find(text.Thresholds, new TextSpans(spans, text.Trace.Characters), options, cancellation)));
        });
        routes.MapGet(Text + "places", context =>
        {
            TextView text = View(context);
            List<UnitSide> units = [.. Query.Text(context.Request, "units").Split(',').Select(side => Side(side, text.Trace.Sites))];
            PlaceOptions wanted = new(), options = new()
            {
                Least = Query.Between(context.Request, "least", 0, PlaceOptions.MostUnits, wanted.Least),
                Margin = Query.Between(context.Request, "margin", 1, SpanOptions.WidestMargin, wanted.Margin),
                Shortest = Query.Between(context.Request, "shortest", 1, int.MaxValue, wanted.Shortest),
                Count = Query.Between(context.Request, "top", 1, PlaceOptions.MostPlaces, wanted.Count),
            };
            return library.Scans.Answer(context, cancellation =>
                UnitJson.Places(UnitPlaces.Find(text.Thresholds, units, options, cancellation: cancellation)));
        });

        TextView View(HttpContext context) => library.Find(Endpoints.Route(context, "run")).Text(Endpoints.Route(context, "text"));
    }

    /// <summary>A unit with its side as it is written in addresses, <c>layers.1.c:43:high</c>.</summary>
    private static UnitSide Side(string text, IEnumerable<(string Site, int Width)> sites)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0 || text[(colon + 1)..] is not ("high" or "low"))
            throw new Problem(400, "'units' is out of range", $"expected units=layers.0.h:12:high or :low, found '{text}'");
        UnitAddress unit = UnitAddress.Parse(text[..colon], sites);
        return new UnitSide(unit.Site, unit.Unit, text.EndsWith(":high", StringComparison.Ordinal));
    }
}
