using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The requests of docs/contract.md about how a network was trained, or is being trained.</summary>
internal static class TrainingEndpoints
{
    /// <summary>The longest stretch that units are scored on: what a person reads, not what proves anything.</summary>
    public const int LongestScored = 20_000;

    // Step, epoch, two losses, gradient norm, speed.
    private const int LogNumbers = 6;

    public static void Map(IEndpointRouteBuilder routes, RunLibrary library)
    {
        routes.MapGet("/api/runs/{run}/training", context =>
        {
            RunFolder folder = library.Find(Endpoints.Route(context, "run")).Folder;
            return Endpoints.Json(context, TrainingProgressInfo.Of(folder, Lines(folder)));
        });
        routes.MapGet("/api/runs/{run}/training/log", context =>
        {
            IReadOnlyList<TrainingLogLine> lines = Lines(library.Find(Endpoints.Route(context, "run")).Folder);
            (int from, int count) = Query.Stretch(context.Request, lines.Count, LogNumbers);
            double[] numbers = [.. lines.Skip(from).Take(count).SelectMany(Numbers)];
            return Endpoints.Binary(context, MemoryMarshal.AsBytes<double>(numbers).ToArray());
        });
        routes.MapGet(Endpoints.Text + "scores", context => Scores(context, library));
    }

    private static Task Scores(HttpContext context, RunLibrary library)
    {
        Trace trace = library.Trace(Endpoints.Route(context, "run"), Endpoints.Route(context, "text"));
        string site = Query.Text(context.Request, "site");
        TraceUnits units = new(trace);
        if (units.Sites.All(known => known.Site != site)) throw SiteName.Unknown(site, units.Sites.Select(known => known.Site));
        (int from, int count) = Query.Stretch(context.Request, trace.Characters, Query.MostNumbers / LongestScored);
        int[] codes = [.. trace.Symbols.Slice(from, count).ToArray().Select(id => trace.Vocabulary.Codes[id])];
        float[] scores = UnitScores.Of(units, site, from, WatchedProperties.Of(codes), context.RequestAborted);
        return Endpoints.Binary(context, MemoryMarshal.AsBytes<float>(scores).ToArray());
    }

    private static IReadOnlyList<TrainingLogLine> Lines(RunFolder folder) => new TrainingLog(folder.TrainingLogFile).Read();

    private static double[] Numbers(TrainingLogLine line) =>
        [line.Step, line.Epoch, line.TrainLossNats, line.ValidationLossNats ?? double.NaN, line.GradientNorm, line.CharactersPerSecond];
}
