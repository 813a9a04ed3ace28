using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tests.Files;

public sealed class RunLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public RunLockTests() => _run = RunFolder.Create(_folder.Path, "run");

    private string LockFile => Path.Combine(_run.Path, "training.lock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_ByASecond_SaysWhoHasIt()
    {
        using (RunLock first = RunLock.Take(_run, TimeProvider.System, "12_3"))
        {
            RunLockedException e = Assert.Throws<RunLockedException>(() => RunLock.Take(_run, TimeProvider.System));
            Assert.Contains($"expected a run that nobody trains, found process {Environment.ProcessId} on {Environment.MachineName}, job 12_3, last sign ", e.Message, StringComparison.Ordinal);
            Assert.Equal("12_3", e.Sign!.Owner!.Job);
            first.Require();
        }

        Assert.Null(RunLock.Look(_run, TimeProvider.System));
        using RunLock next = RunLock.Take(_run, TimeProvider.System);
        Assert.Equal(["analyses", "checkpoints", "traces", "training.lock"], Inside());
    }

    [Fact]
    public void Take_ManyAtOnce_OneHasIt()
    {
        // Many rounds: a gap between looking and creating shows in few of them.
        for (int round = 0; round < 100; round++)
        {
            RunLock?[] taken = TakeAtOnce(16);
            Assert.Single(taken, one => one is not null);
            foreach (RunLock? one in taken) one?.Dispose();
        }
    }

    [Fact]
    public void Take_ManyAtOnceFromADeadOwner_OneHasIt()
    {
        for (int round = 0; round < 20; round++)
        {
            // A process of this machine that is not there: numbers end below this one.
            Leave(LockOwner.Here("") with { Process = int.MaxValue });
            RunLock?[] taken = TakeAtOnce(8);
            // Of two that took it, at most one may write.
            Assert.Equal(1, taken.Count(one => one is not null && MayWrite(one)));
            foreach (RunLock? one in taken) one?.Dispose();
            Assert.Equal(["analyses", "checkpoints", "traces"], Inside());
        }
    }

    [Fact]
    public void Take_SameNumberOfALaterProcess_IsTakenOver()
    {
        Leave(LockOwner.Here("") with { Started = "before" });
        Assert.False(RunLock.Look(_run, TimeProvider.System)!.IsHeld);
        using RunLock held = RunLock.Take(_run, TimeProvider.System);
        held.Require();
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(80, true)]
    [InlineData(100, false)]
    public void Take_FromAnotherMachine_WaitsUntilItIsSilent(int seconds, bool isHeld)
    {
        Leave(LockOwner.Here("7") with { Host = "elsewhere", Place = "elsewhere" });
        File.SetLastWriteTimeUtc(LockFile, File.GetLastWriteTimeUtc(LockFile).AddSeconds(-seconds));
        Assert.Equal(isHeld, RunLock.Look(_run, TimeProvider.System)!.IsHeld);
        if (isHeld) Assert.Contains("on elsewhere, job 7", Assert.Throws<RunLockedException>(() => RunLock.Take(_run, TimeProvider.System)).Message, StringComparison.Ordinal);
        else RunLock.Take(_run, TimeProvider.System).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Take_FileOfNobody_IsJudgedByItsAge(string content)
    {
        File.WriteAllText(LockFile, content);
        Assert.Contains("a process that left no name", Assert.Throws<RunLockedException>(() => RunLock.Take(_run, TimeProvider.System)).Message, StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(LockFile, File.GetLastWriteTimeUtc(LockFile).AddMinutes(-5));
        RunLock.Take(_run, TimeProvider.System).Dispose();
    }

    [Fact]
    public void Require_AfterSomebodyTookOver_Throws()
    {
        using RunLock first = RunLock.Take(_run, TimeProvider.System);
        LockOwner other = LockOwner.Here("13") with { Host = "n2" };
        File.Delete(LockFile);
        Assert.Contains("another process took the run over", Assert.Throws<RunLockedException>(first.Require).Message, StringComparison.Ordinal);
        Leave(other);
        Assert.Contains("on n2, job 13 took the run over", Assert.Throws<RunLockedException>(first.Require).Message, StringComparison.Ordinal);
        first.Dispose();
        Assert.Equal(other.ToJson(), File.ReadAllBytes(LockFile));
    }

    [Fact]
    public void Beat_OfTheOwner_IsASignAndBringsNoLockBack()
    {
        HandTime time = new();
        using RunLock held = RunLock.Take(_run, time);
        byte[] before = File.ReadAllBytes(LockFile);
        File.SetLastWriteTimeUtc(LockFile, File.GetLastWriteTimeUtc(LockFile).AddSeconds(-60));
        time.Tick();
        Assert.InRange(RunLock.Look(_run, TimeProvider.System)!.Silence.TotalSeconds, 0, 30);
        Assert.Equal(before, File.ReadAllBytes(LockFile));

        // Taken over: the sign must not claim it back, nor keep the other's alive.
        Leave(LockOwner.Here("") with { Host = "n2" });
        DateTime silent = File.GetLastWriteTimeUtc(LockFile).AddSeconds(-60);
        File.SetLastWriteTimeUtc(LockFile, silent);
        time.Tick();
        Assert.Equal(silent, File.GetLastWriteTimeUtc(LockFile));
        File.Delete(LockFile);
        time.Tick();
        Assert.False(File.Exists(LockFile));
    }

    /// <summary>What each of several that want the run gets.</summary>
    private RunLock?[] TakeAtOnce(int count)
    {
        RunLock?[] taken = new RunLock?[count];
        using Barrier start = new(count);
        Task.WaitAll(Enumerable.Range(0, count).Select(i => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            try
            {
                taken[i] = RunLock.Take(_run, TimeProvider.System);
            }
            catch (RunLockedException)
            {
                // as it should be
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return taken;
    }

    private static bool MayWrite(RunLock held)
    {
        try
        {
            held.Require();
            return true;
        }
        catch (RunLockedException)
        {
            return false;
        }
    }

    private void Leave(LockOwner owner) => File.WriteAllBytes(LockFile, owner.ToJson());

    private string[] Inside() => [.. Directory.EnumerateFileSystemEntries(_run.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>A clock whose timers go off by hand.</summary>
    private sealed class HandTime : TimeProvider
    {
        private readonly List<Action> _timers = [];

        public void Tick() => _timers.ForEach(timer => timer());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Add(() => callback(state));
            return new Nothing();
        }

        private sealed class Nothing : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
