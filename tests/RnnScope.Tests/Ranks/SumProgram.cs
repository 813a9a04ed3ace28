using System.Runtime.InteropServices;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Tests.Ranks;

/// <summary>What the processes of <see cref="MpiRanksTests"/> run: a sum, whose bits each rank writes into a file of its own.</summary>
internal static class SumProgram
{
    // Three parts of unequal length.
    public const int Count = 10_001;

    public static int Main(string[] args)
    {
        if (args is not ["sum", string folder]) return 2;
        if (!MpiRanks.TryJoin(out MpiRanks? ranks)) return 3;
        using (ranks)
        {
            float[] values = Numbers(ranks.Rank);
            ranks.Sum(values);
            File.WriteAllBytes(Path.Combine(folder, $"sum.{ranks.Rank}"), MemoryMarshal.AsBytes<float>(values));
            string[] said =
            [
                string.Join(' ', ranks.Gather(ranks.Rank * ranks.Rank)), $"{ranks.FromFirst(ranks.Rank + 7)}", $"{ranks.Any(ranks.Rank == 2)}",
                $"{ranks.Any(false)}", $"{ranks.Sum(0.1 * (ranks.Rank + 1)):R}",
            ];
            File.WriteAllText(Path.Combine(folder, $"said.{ranks.Rank}"), string.Join('\n', said));
        }
        return 0;
    }

    /// <summary>What a rank adds: numbers so unlike that each order of adding has bits of its own.</summary>
    public static float[] Numbers(int rank)
    {
        var rng = new Rng((ulong)rank + 1);
        return [.. Enumerable.Range(0, Count).Select(_ => rng.NextUniform(1) * MathF.Pow(10, rng.NextInt(6)))];
    }
}
