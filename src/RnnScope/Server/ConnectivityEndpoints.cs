using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md about connectivity.</summary>
internal static class ConnectivityEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        routes.MapPost("/api/runs/{run}/connectivity", async context =>
        {
            RunView run = library.Find(Endpoints.Route(context, "run"));
            RequestBody body = await RequestBody.Read(context).ConfigureAwait(false);
            bool isOfLikeliest = body.Choice("target", "next", "likeliest") == "likeliest";
            float[] rows = await library.Connectivity.Read(run.Model, body.Text, isOfLikeliest, context.RequestAborted).ConfigureAwait(false);
            await Endpoints.Binary(context, MemoryMarshal.AsBytes<float>(rows).ToArray()).ConfigureAwait(false);
        });
        routes.MapGet("/api/connectivity", context => Endpoints.Json(context, library.Published));
        routes.MapGet("/api/connectivity/{id}", context =>
            Endpoints.Binary(context, MemoryMarshal.AsBytes<float>(library.FindPublished(Endpoints.Route(context, "id")).Rows).ToArray()));
    }
}
