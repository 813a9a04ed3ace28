using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md about what a network gets wrong over a text.</summary>
internal static class ErrorEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        routes.MapGet(Endpoints.Text + "errors", context =>
        {
            (RunView run, TextView text) = Of(context);
            return library.Scans.Answer(context, cancellation => ErrorInfo.Of(library.Ledgers.Of(run, text, cancellation)));
        });
        routes.MapGet(Endpoints.Text + "error-classes", context =>
        {
            (RunView run, TextView text) = Of(context);
            (int from, int count) = Query.Stretch(context.Request, Math.Min(text.Trace.Characters, TextLedgers.Longest), 1);
            return library.Scans.Binary(context, cancellation =>
                MemoryMarshal.AsBytes(ErrorInfo.Places(library.Ledgers.Of(run, text, cancellation)).AsSpan(from, count)).ToArray());
        });

        (RunView, TextView) Of(HttpContext context)
        {
            RunView run = library.Find(Endpoints.Route(context, "run"));
            return (run, run.Text(Endpoints.Route(context, "text")));
        }
    }
}
