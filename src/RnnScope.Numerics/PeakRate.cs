using System.Diagnostics;
using RnnScope.Numerics.Kernels;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics;

/// <summary>Measures how many multiplications and additions this machine can do at best: the yardstick of every other speed.</summary>
public static class PeakRate
{
    // A tile of a and a panel of b that stay in the first-level cache together.
    private const int Steps = 192;

    /// <summary>Billions of floating-point operations per second, a fused multiply-add counting as two.</summary>
    /// <param name="workers">Threads that work at once.</param>
    /// <param name="seconds">How long each of the rounds takes; the best of seven counts.</param>
    public static double Gigaflops(WorkerPool workers, double seconds = 0.1)
    {
        double[] rates = new double[workers.Count];
        double best = 0;
        for (int round = 0; round < 7; round++)
        {
            workers.Run(worker => rates[worker] = OneThread(seconds));
            best = Math.Max(best, rates.Sum());
        }
        return best / 1e9;
    }

    private static unsafe double OneThread(double seconds)
    {
        int rows = MicroKernel.MaximumRows, columns = MicroKernel.MaximumColumns;
        using var a = new FloatBuffer(rows * Steps);
        using var b = new FloatBuffer(Steps * MicroKernel.PanelColumns);
        using var c = new FloatBuffer(rows * columns);
        TileProduct tile = MicroKernel.Tile(rows, columns / VectorWidth.Native.Lanes);
        long calls = 0, start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 256; i++)
            {
                tile((nint)a.Pointer(0), Steps * sizeof(float), sizeof(float), (nint)b.Pointer(0), 0, 0, 0,
                    (nint)c.Pointer(0), columns * sizeof(float), Steps);
            }
            calls += 256;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return 2.0 * rows * columns * Steps * calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
