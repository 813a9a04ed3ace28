using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace RnnScope.Server;

/// <summary>The request of docs/contract.md about how gates are used.</summary>
internal static class GateEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RunLibrary library) => routes.MapGet(Endpoints.Text + "saturation", context =>
    {
        TextView text = library.Find(Endpoints.Route(context, "run")).Text(Endpoints.Route(context, "text"));
        string site = Query.Text(context.Request, "site");
        return library.Scans.Binary(context, cancellation => MemoryMarshal.AsBytes(text.Gates.Of(site, cancellation).AsSpan()).ToArray());
    });
}
