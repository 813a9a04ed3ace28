using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md, in its order; those about one topic have a class of their own.</summary>
internal static class Endpoints
{
    /// <summary>Where everything about a text of a run is.</summary>
    public const string Text = "/api/runs/{run}/texts/{text}/";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        routes.MapGet("/api/runs", context => Json(context, library.Summaries));
        routes.MapGet("/api/runs/{run}", context => Json(context, library.Find(Route(context, "run")).Manifest(Route(context, "run"), library.TakesNotes)));
        routes.MapGet(Text + "symbols", context => Symbols(context, Trace(context)));
        routes.MapGet(Text + "rows", context => Rows(context, Trace(context)));
        routes.MapGet(Text + "column", context => Column(context, Trace(context)));
        routes.MapGet(Text + "statistics", context => Statistics(context, Trace(context)));
        routes.MapGet(Text + "predictions", context => Likeliest(context, Trace(context)));
        routes.MapGet(Text + "distribution", context => Distribution(context, Trace(context)));
        routes.MapPost("/api/runs/{run}/texts", async context =>
        {
            RunView run = library.Find(Route(context, "run"));
            RequestBody body = await RequestBody.Read(context).ConfigureAwait(false);
            TextView view = await run.Typed.Read(body.Text, context.RequestAborted).ConfigureAwait(false);
            await Json(context, view.Info).ConfigureAwait(false);
        });
        ConnectivityEndpoints.Map(routes, library);
        UnitEndpoints.Map(routes, library);
        SpanEndpoints.Map(routes, library);
        NoteEndpoints.Map(routes, library);
        TrainingEndpoints.Map(routes, library);
        ComparisonEndpoints.Map(routes, library);
        LongTextEndpoints.Map(routes, library);
        RankingEndpoints.Map(routes, library);
        WritingEndpoints.Map(routes, library);
        CellsEndpoints.Map(routes, library);

        Trace Trace(HttpContext context) => library.Trace(Route(context, "run"), Route(context, "text"));
    }

    private static Task Symbols(HttpContext context, Trace trace)
    {
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, 1);
        return Binary(context, MemoryMarshal.AsBytes(trace.Symbols.Slice(from, count)).ToArray());
    }

    private static Task Rows(HttpContext context, Trace trace)
    {
        string site = Query.Text(context.Request, "site");
        int width = trace.Width(site);
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, width);
        byte[] answer = new byte[count * width * sizeof(float)];
        trace.ReadRows(site, from, count, Floats(answer));
        return Binary(context, answer);
    }

    private static Task Column(HttpContext context, Trace trace)
    {
        string site = Query.Text(context.Request, "site");
        int unit = Query.Index(context.Request, "unit", "unit", trace.Width(site));
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, 1);
        byte[] answer = new byte[count * sizeof(float)];
        trace.ReadColumn(site, unit, from, Floats(answer));
        return Binary(context, answer);
    }

    private static Task Statistics(HttpContext context, Trace trace) =>
        Binary(context, MemoryMarshal.AsBytes(trace.Statistics(Query.Text(context.Request, "site"))).ToArray());

    private static Task Likeliest(HttpContext context, Trace trace)
    {
        int top = Query.Between(context.Request, "top", 1, Predictions.MostSymbols, 5);
        int width = Predictions.Width(top);
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, width);
        byte[] answer = new byte[count * width * sizeof(float)];
        Predictions.Read(trace, from, count, top, Floats(answer));
        return Binary(context, answer);
    }

    private static Task Distribution(HttpContext context, Trace trace)
    {
        int at = Query.Index(context.Request, "at", "position", trace.Characters);
        return Binary(context, MemoryMarshal.AsBytes<float>(Predictions.Distribution(trace, at)).ToArray());
    }

    public static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static Span<float> Floats(byte[] answer) => MemoryMarshal.Cast<byte, float>(answer.AsSpan());

    public static Task Json(HttpContext context, object answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, Options, context.RequestAborted);
    }

    public static async Task Binary(HttpContext context, byte[] answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer, context.RequestAborted).ConfigureAwait(false);
    }
}
