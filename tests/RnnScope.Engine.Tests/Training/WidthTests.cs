using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Tracing;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;
using TraceOptions = RnnScope.Engine.Tracing.TraceOptions;

namespace RnnScope.Engine.Tests.Training;

/// <summary>Training ends with one hash for any number of threads and any vector width.</summary>
public sealed class WidthTests
{
    private const string HashFile = "RNNSCOPE_TEST_HASH_FILE";

    // Every operation of the unit language is in one of them. Small: without AVX2 every fused multiply-add is computed in software.
    private static readonly (string Unit, int Steps)[] Trainings =
    [
        (BuiltInUnits.Source("gru"), 300),
        (BuiltInUnits.Source("slstm"), 60),
        ("unit others\nstate h\nvector u: 0 to 1\nh' = min(relu(affine(x, h: identity) + u * h), 2)", 60),
    ];

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    public async Task Train_AnyVectorWidth_EndsWithTheSameBits(string switchedOff)
    {
        string file = Path.GetTempFileName();
        try
        {
            // The width is fixed when a process starts: the same test assembly runs again in a child.
            var start = new ProcessStartInfo("dotnet", ["vstest", typeof(WidthTests).Assembly.Location, "--TestCaseFilter:FullyQualifiedName~Train_OneOrTwoThreads"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { [switchedOff] = "0", [HashFile] = file },
            };
            using Process child = Process.Start(start)!;
            Task<string> errors = child.StandardError.ReadToEndAsync();
            string output = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            Assert.True(child.ExitCode == 0, output + await errors);
            Assert.Equal(Hash(workers: 1), await File.ReadAllTextAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>In a child process, also tells the parent what came out.</summary>
    [Fact]
    public void Train_OneOrTwoThreads_EndsWithTheSameBits()
    {
        string two = Hash(workers: 2);
        Assert.Equal(Hash(workers: 1), two);
        if (Environment.GetEnvironmentVariable(HashFile) is { Length: > 0 } file) File.WriteAllText(file, two);
    }

    private static string Hash(int workers) =>
        string.Join('\n', Trainings.Select(training => Hash(training.Unit, training.Steps, workers)).Append(HashOfHeld(workers)).Append(Padding()));

    /// <summary>What a product writes beyond its columns: zeros, whatever lies behind the weights.</summary>
    private static string Padding()
    {
        const int Length = 33, Padded = 16;
        FloatBuffer[] used = [.. Enumerable.Range(0, 64).Select(_ => new FloatBuffer(Length * Padded))];
        foreach (FloatBuffer buffer in used)
        {
            buffer.Span(0, Length * Padded).Fill(float.NaN);
            buffer.Dispose();
        }

        using PackedMatrix weights = new(Length, 1);
        using FloatBuffer ones = new(Length), sums = new(Padded);
        ones.Span(0, Length).Fill(1);
        MatrixProduct.Multiply(new RowBlock(ones, 0, Length), 1, weights, null, new RowBlock(sums, 0, Padded));
        return string.Join(' ', sums.Span(0, Padded).ToArray());
    }

    /// <summary>Losses with a unit held everywhere and another one here and there.</summary>
    private static string HashOfHeld(int workers)
    {
        using Network network = TinyModel.Network("slstm");
        UnitGroup everywhere = UnitGroup.Parse(network.Shape, "layers.0.c:1"), sometimes = UnitGroup.Parse(network.Shape, "layers.1.f:2-3");
        using HeldNetwork held = new(network, everywhere.Site, sometimes.Site);
        int[] rows = [.. Enumerable.Range(0, 400).Select(place => place % 7 == 3 ? 0 : Hold.Free)];
        held.Hold(Hold.At(everywhere, 0.3f), new Hold(sometimes, [0.1f, 0.9f], rows));
        float[] losses = Tracer.Losses(
            held.Network, TinyModel.Vocabulary, TinyModel.Text(400), new TraceOptions { Streams = 4, WarmUp = 10, Threads = workers, Vectors = held.Track });
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(losses)));
    }

    private static string Hash(string unit, int steps, int workers)
    {
        var shape = new NetworkShape(UnitGraph.Parse("tested.unit", unit), 2, 18, 11);
        using var pool = new WorkerPool(workers);
        using var network = new Network(shape);
        using var gradient = new ParameterSet(shape);
        using var pass = new NetworkPass(network, 5, 7, pool, learns: true, dropout: 0.1f);
        using var optimizer = new RmsProp(shape);
        var rng = new Rng(3);
        network.Parameters.Randomize(rng, 0.1f);
        network.Pack();
        for (int step = 1; step <= steps; step++)
        {
            for (int i = 0; i < pass.Inputs.Length; i++) (pass.Inputs[i], pass.Targets[i]) = ((ushort)rng.NextInt(11), (ushort)rng.NextInt(11));
            pass.Learn(gradient, (ulong)step);
            optimizer.Step(network.Parameters, gradient, 2e-3f, step, 0, gradient.All.Length);
            network.Pack();
            pass.Carry(7);
        }
        Assert.All(network.Parameters.All.ToArray(), value => Assert.True(float.IsFinite(value)));
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(network.Parameters.All)));
    }
}
