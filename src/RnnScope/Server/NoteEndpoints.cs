using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md about names and notes of units.</summary>
internal static class NoteEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        const string Address = "/api/runs/{run}/notes";
        routes.MapGet(Address, context => Endpoints.Json(context, NotesInfo.Of(Run(context).Folder, library.TakesNotes)));
        routes.MapPut(Address, async context =>
        {
            RunView run = Run(context);
            if (!library.TakesNotes)
            {
                throw new Problem(
                    403, "this server does not write notes", "expected one that only this machine can reach, or `rnnscope view RUN --notes allow`; `rnnscope unit` writes them too");
            }

            RequestBody body = await RequestBody.Read(context).ConfigureAwait(false);
            (string name, string text) = (body.Required("name").Trim(), body.Text.Trim());
            UnitAddress unit = new UnitAddress(body.Required("site"), body.RequiredNumber("unit")).Checked(
                SiteName.AllOf(run.Model.Network.Shape).Select(site => (site.Name, site.Width)));
            await Write(run, unit, name, text, context.RequestAborted).ConfigureAwait(false);
            await Endpoints.Json(context, NotesInfo.Of(run.Folder, library.TakesNotes)).ConfigureAwait(false);
        });

        RunView Run(HttpContext context) => library.Find(Endpoints.Route(context, "run"));
    }

    private static async Task Write(RunView run, UnitAddress unit, string name, string text, CancellationToken cancellation)
    {
        const string Title = "the note was not written";
        try
        {
            await UnitNotes.Change(run.Folder, unit, note => note with { Name = name, Text = text }, cancellation).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new Problem(400, Title, e.Message);
        }
        catch (RunFileException e)
        {
            throw new Problem(409, Title, $"{e.Message}: {e.Hint}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Problem(409, Title, $"expected a folder that can be written, found: {e.Message}");
        }
    }
}
