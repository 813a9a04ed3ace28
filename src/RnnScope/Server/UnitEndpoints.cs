using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Analysis.Contexts;
using RnnScope.Analysis.Counters;
using RnnScope.Commands;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md about what one unit does over a text.</summary>
internal static class UnitEndpoints
{
    private const int DefaultSymbols = 100, MostSymbols = 1000;

    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        const string Text = "/api/runs/{run}/texts/{text}/";
        routes.MapGet(Text + "counters", context =>
        {
            int top = Query.Between(context.Request, "top", 1, MostSymbols, DefaultSymbols);
            (Trace trace, UnitAddress unit) = Unit(context);
            return library.Scans.Answer(context, cancellation => UnitJson.Counters(
                CounterAnalysis.Measure(trace.Symbols, Column(trace, unit), cancellation: cancellation), trace.Vocabulary, top));
        });
        routes.MapGet(Text + "contexts", context =>
        {
            ContextOptions wanted = new(), options = new()
            {
                Count = Query.Between(context.Request, "top", 1, ContextOptions.MostPlaces, wanted.Count),
                Before = Query.Between(context.Request, "before", 0, ContextOptions.MostSymbols, wanted.Before),
                After = Query.Between(context.Request, "after", 0, ContextOptions.MostSymbols, wanted.After),
            };
            (Trace trace, UnitAddress unit) = Unit(context);
            return library.Scans.Answer(context, cancellation => UnitJson.Contexts(TopContexts.Find(Column(trace, unit), options, cancellation)));
        });

        (Trace, UnitAddress) Unit(HttpContext context)
        {
            Trace trace = library.Find(Endpoints.Route(context, "run")).Text(Endpoints.Route(context, "text")).Trace;
            string site = Query.Text(context.Request, "site");
            return (trace, new UnitAddress(site, Query.Index(context.Request, "unit", "unit", trace.Width(site))));
        }
    }

    private static float[] Column(Trace trace, UnitAddress unit)
    {
        float[] values = new float[trace.Characters];
        trace.ReadColumn(unit.Site, unit.Unit, 0, values);
        return values;
    }
}
