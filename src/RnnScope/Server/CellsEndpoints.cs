using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using RnnScope.Engine.Files;
using RnnScope.Runs;

namespace RnnScope.Server;

/// <summary>The request of docs/contract.md for what the last search of a run found.</summary>
internal static class CellsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RunLibrary library) => routes.MapGet("/api/runs/{run}/cells", context =>
    {
        RunFolder folder = library.Find(Endpoints.Route(context, "run")).Folder;
        try
        {
            // Read when it is asked for: `rnnscope cells` may have run since the viewer was started.
            JsonElement? search = CellsFile.ReadSearch(folder);
            return Endpoints.Json(context, new { search });
        }
        catch (RunFileException e)
        {
            throw new Problem(409, e.Message, e.Hint);
        }
    });
}
