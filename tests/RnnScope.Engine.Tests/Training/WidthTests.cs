using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Training;

/// <summary>Three hundred steps of training end with one hash for any number of threads and any vector width.</summary>
public sealed class WidthTests
{
    private const string HashFile = "RNNSCOPE_TEST_HASH_FILE";

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

    private static string Hash(int workers)
    {
        // Small: without AVX2 every fused multiply-add is computed in software.
        var shape = new NetworkShape(BuiltInUnits.Resolve("gru"), 2, 18, 11);
        using var pool = new WorkerPool(workers);
        using var network = new Network(shape);
        using var gradient = new ParameterSet(shape);
        using var pass = new NetworkPass(network, 5, 7, pool, learns: true, dropout: 0.1f);
        using var optimizer = new RmsProp(shape);
        var rng = new Rng(3);
        network.Parameters.Randomize(rng, 0.1f);
        network.Pack();
        for (int step = 1; step <= 300; step++)
        {
            for (int i = 0; i < pass.Inputs.Length; i++) (pass.Inputs[i], pass.Targets[i]) = ((ushort)rng.NextInt(11), (ushort)rng.NextInt(11));
            pass.Learn(gradient, (ulong)step);
            optimizer.Step(network.Parameters, gradient, 2e-3f, step, 0, gradient.All.Length);
            network.Pack();
            pass.Carry(7);
        }
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(network.Parameters.All)));
    }
}
