using System.Runtime.InteropServices;

namespace RnnScope.Tests.Ranks;

public sealed class MpiRanksTests : IDisposable
{
    private const int Ranks = 3;
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-sum-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [MpiFact]
    public void Sum_ThreeRanks_IsTheChainThatThePageOfNumericsPromises()
    {
        using Mpirun run = Mpirun.Program(Ranks, typeof(SumProgram).Assembly.Location, "sum", _root);
        (int code, string output) = run.Wait();
        Assert.True(code == 0, output);
        float[] expected = Chain([.. Enumerable.Range(0, Ranks).Select(SumProgram.Numbers)], shift: 0);
        Assert.NotEqual(expected, Chain([.. Enumerable.Range(0, Ranks).Select(SumProgram.Numbers)], shift: 1)); // the order can be seen
        for (int rank = 0; rank < Ranks; rank++)
        {
            Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_root, $"sum.{rank}"))).ToArray());
            Assert.Equal(["0 1 4", "7", "True", "False", $"{0.1 * 1 + 0.1 * 2 + 0.1 * 3:R}"], File.ReadAllLines(Path.Combine(_root, $"said.{rank}")));
        }
    }

    /// <summary>Adds part k from rank k on; the first parts are one longer where the division has a rest.</summary>
    private static float[] Chain(float[][] numbers, int shift)
    {
        float[] sum = new float[SumProgram.Count];
        for (int part = 0, from = 0; part < Ranks; part++)
        {
            int end = from + SumProgram.Count / Ranks + (part < SumProgram.Count % Ranks ? 1 : 0);
            for (; from < end; from++)
            {
                sum[from] = numbers[(part + shift) % Ranks][from];
                for (int k = 1; k < Ranks; k++) sum[from] += numbers[(part + shift + k) % Ranks][from];
            }
        }
        return sum;
    }
}
