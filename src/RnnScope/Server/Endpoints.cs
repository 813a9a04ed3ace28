using System.Buffers;
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

    // Many may ask at once; each has one of these in memory.
    private const int LargestPiece = 1 << 18;

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
        GateEndpoints.Map(routes, library);
        ErrorEndpoints.Map(routes, library);

        Trace Trace(HttpContext context) => library.Trace(Route(context, "run"), Route(context, "text"));
    }

    private static Task Symbols(HttpContext context, Trace trace)
    {
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, 1);
        return Pieces(context, from, count, sizeof(ushort), (first, part, answer) => MemoryMarshal.AsBytes(trace.Symbols.Slice(first, part)).CopyTo(answer));
    }

    private static Task Rows(HttpContext context, Trace trace)
    {
        string site = Query.Text(context.Request, "site");
        int width = trace.Width(site);
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, width);
        return Pieces(context, from, count, width * sizeof(float), (first, part, answer) => trace.ReadRows(site, first, part, Floats(answer)));
    }

    private static Task Column(HttpContext context, Trace trace)
    {
        string site = Query.Text(context.Request, "site");
        int unit = Query.Index(context.Request, "unit", "unit", trace.Width(site));
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, 1);
        return Pieces(context, from, count, sizeof(float), (first, _, answer) => trace.ReadColumn(site, unit, first, Floats(answer)));
    }

    private static Task Statistics(HttpContext context, Trace trace) =>
        Binary(context, MemoryMarshal.AsBytes(trace.Statistics(Query.Text(context.Request, "site"))).ToArray());

    private static Task Likeliest(HttpContext context, Trace trace)
    {
        int top = Query.Between(context.Request, "top", 1, Predictions.MostSymbols, 5);
        int width = Predictions.Width(top);
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, width);
        return Pieces(context, from, count, width * sizeof(float), (first, part, answer) => Predictions.Read(trace, first, part, top, Floats(answer)));
    }

    private static Task Distribution(HttpContext context, Trace trace)
    {
        int at = Query.Index(context.Request, "at", "position", trace.Characters);
        return Binary(context, MemoryMarshal.AsBytes<float>(Predictions.Distribution(trace, at)).ToArray());
    }

    public static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static Span<float> Floats(Span<byte> answer) => MemoryMarshal.Cast<byte, float>(answer);

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

    /// <summary>Answers with the numbers of a stretch, a piece after the other: however much is asked for, the answer takes the memory of one piece.</summary>
    /// <param name="context">The request.</param>
    /// <param name="from">The first character.</param>
    /// <param name="count">How many characters.</param>
    /// <param name="size">Bytes of the answer for each character.</param>
    /// <param name="read">Fills a piece.</param>
    private static async Task Pieces(HttpContext context, int from, int count, int size, PieceReader read)
    {
        int most = Math.Max(1, LargestPiece / size);
        byte[] piece = ArrayPool<byte>.Shared.Rent(Math.Min(most, count) * size);
        try
        {
            int first = Math.Min(most, count);
            // Before the first header is written: what cannot be read is told as a problem.
            if (first > 0) read(from, first, piece.AsSpan(0, first * size));
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "application/octet-stream";
            context.Response.ContentLength = (long)count * size;
            await context.Response.Body.WriteAsync(piece.AsMemory(0, first * size), context.RequestAborted).ConfigureAwait(false);
            for (int done = first; done < count; done += most)
            {
                int part = Math.Min(most, count - done);
                read(from + done, part, piece.AsSpan(0, part * size));
                await context.Response.Body.WriteAsync(piece.AsMemory(0, part * size), context.RequestAborted).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private delegate void PieceReader(int from, int count, Span<byte> answer);
}
