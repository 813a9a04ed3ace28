using RnnScope.Numerics;

namespace RnnScope.Bench.Reports;

/// <summary>The multiply-add peak of one thread, the yardstick of products.</summary>
internal static class Peak
{
    /// <summary>The best that was seen, in GF/s.</summary>
    public static double Gigaflops { get; private set; }

    /// <summary>Measures again: a shared machine is not equally fast all the time.</summary>
    public static void Measure()
    {
        using var worker = new WorkerPool(1);
        Gigaflops = Math.Max(Gigaflops, PeakRate.Gigaflops(worker));
    }
}
