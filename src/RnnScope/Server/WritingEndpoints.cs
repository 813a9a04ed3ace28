using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using RnnScope.Engine.Sampling;

namespace RnnScope.Server;

/// <summary>The request of docs/contract.md for what a network writes, free or with units held.</summary>
internal static class WritingEndpoints
{
    // Above this, not every whole number is one of the numbers of JSON.
    private const double LargestSeed = 1L << 53;

    public static void Map(IEndpointRouteBuilder routes, RunLibrary library) => routes.MapPost("/api/runs/{run}/writing", async context =>
    {
        RunView run = library.Find(Endpoints.Route(context, "run"));
        RequestBody body = await RequestBody.Read(context).ConfigureAwait(false);
        double temperature = body.Number("temperature", 0, 100, 1);
        if (temperature is > 0 and < Sampler.SmallestTemperature)
            throw new Problem(400, "'temperature' is out of range", $"expected 0, or {Sampler.SmallestTemperature} to 100, found {temperature}");
        WritingRequest request = new(
            body.Optional("prompt"), (int)body.Number("count", 1, HeldWriter.MostSymbols, 500), (ulong)body.Number("seed", 0, LargestSeed, 1),
            (float)temperature, body.Optional("holds"), body.Optional("property"));
        float[] written = await library.Writer.Write(run.Model, request, context.RequestAborted).ConfigureAwait(false);
        await Endpoints.Binary(context, MemoryMarshal.AsBytes<float>(written).ToArray()).ConfigureAwait(false);
    });
}

/// <summary>What a network shall write.</summary>
/// <param name="Prompt">What it reads first; may be empty.</param>
/// <param name="Count">Symbols to write.</param>
/// <param name="Seed">Where the random numbers start.</param>
/// <param name="Temperature">0, or 0.01 to 100.</param>
/// <param name="Holds">As in <c>layers.1.c:43=1.5</c>, with commas between them; empty for none.</param>
/// <param name="Property">Is measured over what was written; empty for none.</param>
internal sealed record WritingRequest(string Prompt, int Count, ulong Seed, float Temperature, string Holds, string Property);
