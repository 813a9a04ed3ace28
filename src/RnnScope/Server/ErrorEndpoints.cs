using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Analysis.Errors;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md about what a network gets wrong over a text.</summary>
internal static class ErrorEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        routes.MapGet(Endpoints.Text + "errors", context =>
        {
            (RunView run, TextView text) = Of(context);
            return library.Scans.Answer(context, cancellation => Json(library.Ledgers.Of(run, text, cancellation)));
        });
        routes.MapGet(Endpoints.Text + "error-classes", context =>
        {
            (RunView run, TextView text) = Of(context);
            (int from, int count) = Query.Stretch(context.Request, Math.Min(text.Trace.Characters, TextLedgers.Longest), 1);
            return library.Scans.Binary(context, cancellation =>
                MemoryMarshal.AsBytes(Classes(library.Ledgers.Of(run, text, cancellation)).AsSpan(from, count)).ToArray());
        });

        (RunView, TextView) Of(HttpContext context)
        {
            RunView run = library.Find(Endpoints.Route(context, "run"));
            return (run, run.Text(Endpoints.Route(context, "text")));
        }
    }

    private static object Json(Ledger ledger) => new
    {
        Characters = ledger.ClassOf.Length,
        ledger.Errors,
        Classes = ledger.Totals.Select(total => new
        {
            Name = total.Oracle,
            total.Errors,
            Share = Finite(total.Share.Estimate),
            Low = Finite(total.Share.Low),
            High = Finite(total.Share.High),
            total.Alone,
            Levels = ledger.Classes.Where(row => row.Oracle == total.Oracle && row.Level.Length > 0).Select(row => new { Name = row.Level, row.Errors }),
        }),
    };

    /// <summary>For each symbol of the text, 0 where there is no error, else the place of its class from 1; nothing announces the first.</summary>
    private static ushort[] Classes(Ledger ledger)
    {
        ushort[] placeOf = [.. ledger.Classes.Select(row => (ushort)(1 + ledger.Totals.ToList().FindIndex(total => total.Oracle == row.Oracle)))];
        ushort[] classes = new ushort[ledger.ClassOf.Length + 1];
        for (int i = 0; i < ledger.ClassOf.Length; i++) classes[i + 1] = ledger.ClassOf[i] < 0 ? (ushort)0 : placeOf[ledger.ClassOf[i]];
        return classes;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
