using RnnScope.Analysis.Cells;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The units of one text, ready to be ranked or on the way there.</summary>
internal sealed class RankedText : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CountedUnits _units;

    /// <summary>Begins.</summary>
    /// <param name="trace">The text; stays the caller's, and must stay open until <see cref="Ranked"/> has ended.</param>
    /// <param name="before">What has to end first, in whatever way.</param>
    public RankedText(Trace trace, Task before)
    {
        Trace = trace;
        _units = new CountedUnits(new TraceUnits(trace));
        CancellationToken stop = _stop.Token;
        // Started even if it is stopped at once: the next one waits for this task, and so for all before it.
        Ranked = Task.Run(async () =>
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return RankedUnits.Of(_units, threads: Environment.ProcessorCount, cancellation: stop);
        });
    }

    /// <summary>The text.</summary>
    public Trace Trace { get; }

    /// <summary>Its units.</summary>
    public Task<RankedUnits> Ranked { get; }

    /// <summary>The memory that they take.</summary>
    public long Bytes => Math.Min(RankedUnits.DefaultMemory, sizeof(ushort) * _units.Values);

    /// <summary>How much has been read, 0 to 1; ranking what was read takes about as long again.</summary>
    public double Done => _units.Values == 0 ? 1 : Math.Min(1, (double)_units.Read / _units.Values);

    /// <summary>Stops soon; what is ready stays so for whoever has it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>Counts how much of the units has been read.</summary>
    private sealed class CountedUnits(IUnitValues units) : IUnitValues
    {
        private long _read;

        public int Characters => units.Characters;

        public IReadOnlyList<(string Site, int Width)> Sites => units.Sites;

        public long Values { get; } = units.Sites.Sum(site => (long)site.Width) * units.Characters;

        public long Read => Interlocked.Read(ref _read);

        void IUnitValues.Read(string site, int from, int count, Span<float> destination)
        {
            units.Read(site, from, count, destination);
            Interlocked.Add(ref _read, destination.Length);
        }
    }
}
