using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RnnScope.Commands;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>Turns what goes wrong while a request is answered into <c>application/problem+json</c>.</summary>
internal static class ProblemWriter
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The outermost middleware.</summary>
    public static async Task Invoke(HttpContext context, RequestDelegate next)
    {
#pragma warning disable CA1031 // whatever it is, the viewer gets an answer that it can show
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { HasStarted: false, StatusCode: 404 or 405 } && context.Response.ContentType is null)
                await Write(context, Unrouted(context)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await Write(context, Of(e)).ConfigureAwait(false);
        }
#pragma warning restore CA1031
    }

    private static Problem Of(Exception exception)
    {
        switch (exception)
        {
            case Problem problem: return problem;
            case SiteException e: return new Problem(404, e.Message, e.Hint);
            case BadHttpRequestException e: return new Problem(e.StatusCode, "the request cannot be read", e.Message);
            default:
                Failure failure = Failure.Of(exception);
                return new Problem(500, failure.Message, failure.Hint);
        }
    }

    private static Problem Unrouted(HttpContext context) => context.Response.StatusCode == 405
        ? new Problem(405, $"{context.Request.Method} is not possible here", "docs/contract.md lists all requests")
        : new Problem(404, $"there is nothing at {context.Request.Path}", "docs/contract.md lists all requests");

    private static Task Write(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        object body = new { type = "about:blank", title = problem.Message, status = problem.Status, detail = problem.Detail };
        return context.Response.WriteAsJsonAsync(body, Options, "application/problem+json", context.RequestAborted);
    }
}
