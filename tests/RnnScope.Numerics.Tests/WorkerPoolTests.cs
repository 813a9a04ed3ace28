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

    [Theory]
    [InlineData(1)]
    [InlineData(4)] // more than there may be cores
    public void Meet_NobodyGoesOnBeforeAllHaveCome(int workers)
    {
        using var pool = new WorkerPool(workers);
        int arrived = 0, tooEarly = 0;
        pool.Run(_ =>
        {
            for (int round = 1; round <= 200; round++)
            {
                Interlocked.Increment(ref arrived);
                pool.Meet();
                if (Volatile.Read(ref arrived) < round * workers) Interlocked.Increment(ref tooEarly);
                pool.Meet();
            }
        });
        Assert.Equal((200 * workers, 0), (arrived, tooEarly));
    }

    [Fact]
    public void Meet_TeamsOfTheirOwn_DoNotWaitForEachOther()
    {
        using var pool = new WorkerPool(5);
        int[] arrived = new int[2];
        int tooEarly = 0;
        pool.Run(worker =>
        {
            (int team, int size) = worker < 2 ? (0, 2) : (1, 3);
            // One team meets much more often: it would never end if it waited for the other.
            int rounds = team == 0 ? 50 : 200;
            for (int round = 1; round <= rounds; round++)
            {
                Interlocked.Increment(ref arrived[team]);
                pool.Meet(team, size);
                if (Volatile.Read(ref arrived[team]) < round * size) Interlocked.Increment(ref tooEarly);
                pool.Meet(team, size);
            }
            pool.Meet();
            if (Volatile.Read(ref arrived[0]) != 100 || Volatile.Read(ref arrived[1]) != 600) Interlocked.Increment(ref tooEarly);
        });
        Assert.Equal((100, 600, 0), (arrived[0], arrived[1], tooEarly));
    }

    [Fact]
    public void Meet_AWorkerFails_NobodyWaitsForIt()
    {
        using var pool = new WorkerPool(3);
        var failure = Assert.Throws<InvalidOperationException>(() => pool.Run(worker =>
        {
            if (worker == 1) throw new ArgumentException("planted");
            pool.Meet();
        }));
        Assert.IsType<ArgumentException>(failure.InnerException);
        int met = 0;
        pool.Run(_ => { pool.Meet(); Interlocked.Increment(ref met); });
        Assert.Equal(3, met);
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
