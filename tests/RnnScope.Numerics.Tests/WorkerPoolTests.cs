namespace RnnScope.Numerics.Tests;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_EveryWorker_OnceAndAgain(int workers)
    {
        using var pool = new WorkerPool(workers);
        int[] calls = new int[workers];
        for (int i = 0; i < 100; i++) pool.Run(worker => Interlocked.Increment(ref calls[worker]));
        Assert.All(calls, count => Assert.Equal(100, count));
    }

    [Fact]
    public void Run_AWorkerThrows_TheCallerHearsOfItAndThePoolLivesOn()
    {
        using var pool = new WorkerPool(2);
        var failure = Assert.Throws<InvalidOperationException>(
            () => pool.Run(worker => { if (worker == 1) throw new ArgumentException("planted"); }));
        Assert.IsType<ArgumentException>(failure.InnerException);
        pool.Run(_ => { });
    }

    [Fact]
    public void Share_AnyCount_CoversEverythingOnce()
    {
        int[] seen = new int[17];
        for (int worker = 0; worker < 5; worker++)
        {
            (int from, int to) = WorkerPool.Share(17, worker, 5);
            for (int i = from; i < to; i++) seen[i]++;
        }
        Assert.All(seen, count => Assert.Equal(1, count));
    }
}
