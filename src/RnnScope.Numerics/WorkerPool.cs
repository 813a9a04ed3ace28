namespace RnnScope.Numerics;

/// <summary>A fixed set of threads that run the same body, each with its own number.</summary>
/// <remarks>
/// Work is split by size, never by who is free, and no sum depends on how many workers there are: see docs/numerics.md.
/// The calling thread is worker 0. Running allocates nothing.
/// </remarks>
public sealed class WorkerPool : IDisposable
{
    // Work usually follows work within microseconds; a thread that slept first would wake up late.
    private const int Spins = 200;
    private readonly Thread[] _threads;
    private readonly object _bell = new();
    private Action<int>? _body;
    private volatile Exception? _failure;
    private volatile bool _closing;
    private readonly Meeting[] _meetings; // of all workers, then of each team
    private volatile int _round;
    private int _working;

    /// <summary>Starts the threads.</summary>
    /// <param name="workers">How many work at once, the caller included; at least 1.</param>
    public WorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _meetings = [.. Enumerable.Range(0, workers + 1).Select(_ => new Meeting())];
        _threads = new Thread[workers - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int index = i;
            _threads[i] = new Thread(() => Work(index + 1)) { IsBackground = true, Name = $"rnnscope worker {index + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>How many work at once, the caller included.</summary>
    public int Count => _threads.Length + 1;

    /// <summary>The part of <paramref name="items"/> that belongs to one of <paramref name="workers"/>, as even as can be.</summary>
    public static (int From, int To) Share(int items, int worker, int workers) =>
        ((int)((long)items * worker / workers), (int)((long)items * (worker + 1) / workers));

    /// <summary>Runs the body once per worker and returns when all are done.</summary>
    /// <exception cref="InvalidOperationException">A worker failed; its exception is inside.</exception>
    public void Run(Action<int> body)
    {
        if (_threads.Length == 0)
        {
            body(0);
            return;
        }
        (_body, _failure, _working) = (body, null, _threads.Length);
        foreach (Meeting meeting in _meetings) meeting.Arrived = 0; // a failure may have left some waiting
        NextRound();
        Try(0);
        var spinner = new SpinWait();
        for (int i = 0; i < Spins && Volatile.Read(ref _working) > 0; i++) spinner.SpinOnce(sleep1Threshold: -1);
        lock (_bell)
        {
            while (_working > 0) Monitor.Wait(_bell);
        }
        if (_failure is { } failure) throw new InvalidOperationException("a worker failed: " + failure.Message, failure);
    }

    /// <summary>Waits, inside a body, until all workers have come here; each must come as often as the others.</summary>
    /// <remarks>Meant for waits of microseconds: it spins, and gives way to other threads when it takes long.</remarks>
    /// <exception cref="OperationCanceledException">Another worker failed and will never come.</exception>
    public void Meet()
    {
        if (Count > 1) Meet(_meetings[0], Count);
    }

    /// <summary>Waits, inside a body, until all workers of a team have come here; teams do not wait for each other.</summary>
    /// <param name="team">Which team, 0 to <see cref="Count"/> - 1; of no importance to one worker alone.</param>
    /// <param name="size">How many workers it has.</param>
    /// <exception cref="OperationCanceledException">Another worker failed and will never come.</exception>
    public void Meet(int team, int size)
    {
        if (size > 1) Meet(_meetings[team + 1], size);
    }

    private void Meet(Meeting place, int size)
    {
        int held = place.Held;
        if (Interlocked.Increment(ref place.Arrived) == size)
        {
            place.Arrived = 0;
            place.Held = held + 1;
            return;
        }
        var spinner = new SpinWait();
        while (place.Held == held)
        {
            if (_failure is not null) throw new OperationCanceledException("another worker failed");
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _closing = true;
        NextRound();
        foreach (Thread thread in _threads) thread.Join();
    }

    private sealed class Meeting
    {
        public int Arrived;
        public volatile int Held;
    }

    private void NextRound()
    {
        lock (_bell)
        {
            _round++;
            Monitor.PulseAll(_bell);
        }
    }

    private void Work(int worker)
    {
        for (int done = 0; ; done++)
        {
            var spinner = new SpinWait();
            for (int i = 0; i < Spins && _round == done; i++) spinner.SpinOnce(sleep1Threshold: -1);
            lock (_bell)
            {
                while (_round == done) Monitor.Wait(_bell);
            }
            if (_closing) return;
            Try(worker);
            lock (_bell)
            {
                if (--_working == 0) Monitor.PulseAll(_bell);
            }
        }
    }

    private void Try(int worker)
    {
        try { _body!(worker); }
#pragma warning disable CA1031 // carried to the caller, whatever it is
        catch (Exception failure) { _failure ??= failure; }
#pragma warning restore CA1031
    }
}
