using RnnScope.Engine.Networks;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tracing;

/// <summary>A network reads a text, and what its sites held goes to a sink, a window at a time.</summary>
/// <remarks>
/// Memory is bounded by the window, whatever the length of the text. The values are those of reading symbol by symbol, bit
/// for bit, except that segments (see <see cref="ReadingPlan"/>) start from a warmed-up state.
/// </remarks>
internal sealed class TextReading : IDisposable
{
    private const int LongestWindow = 256;
    private const long WindowFloats = 1 << 23;

    private readonly ReadOnlyMemory<ushort> _ids;
    private readonly IReadOnlyList<Site> _sites;
    private readonly ReadingPlan _plan;
    private readonly Network _network;
    private readonly WorkerPool _workers;
    private readonly NetworkPass _pass;
    private readonly float[] _rows;
    private readonly bool _scores;

    public TextReading(Network network, ReadOnlyMemory<ushort> ids, IReadOnlyList<Site> sites, ReadingPlan plan, int threads)
    {
        (_network, _ids, _sites, _plan) = (network, ids, sites, plan);
        NetworkShape shape = network.Shape;
        long symbolFloats = (long)shape.Layers * network.Plan.ValueSlots * shape.Lanes + shape.Symbols + 16;
        int longest = (plan.Characters + plan.Streams - 1) / plan.Streams;
        int steps = (int)Math.Clamp(WindowFloats / (plan.Streams * symbolFloats), 1, Math.Clamp(longest, 1, LongestWindow));
        _workers = new WorkerPool(Math.Clamp(threads, 1, plan.Streams));
        _pass = new NetworkPass(network, plan.Streams, steps, _workers);
        _rows = new float[steps * Math.Max(1, sites.Max(site => site.Width))];
        _scores = sites.Any(site => site.Name == SiteName.Loss);
    }

    /// <summary>Reads the whole text.</summary>
    /// <param name="sink">Receives every row of every site once.</param>
    /// <param name="progress">Told, after each window, how many symbols have been recorded.</param>
    /// <param name="cancellation">Stops between windows.</param>
    public void Run(ITraceSink sink, Action<long>? progress, CancellationToken cancellation)
    {
        _pass.Reset();
        WarmUp(cancellation);
        // Nothing came before the first symbol, so there is no prediction to compare it with.
        if (_scores) sink.Write(_sites.First(site => site.Name == SiteName.Loss), 0, [float.NaN]);
        int longest = (_plan.Characters + _plan.Streams - 1) / _plan.Streams;
        long recorded = 0;
        for (int at = 0; at < longest; at += _pass.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            int steps = Math.Min(_pass.Steps, longest - at);
            Read(at, steps);
            recorded += Record(at, steps, sink);
            _pass.Carry(steps);
            progress?.Invoke(recorded);
        }
    }

    public void Dispose()
    {
        _pass.Dispose();
        _workers.Dispose();
    }

    /// <summary>Brings every stream but the first into the context of its segment.</summary>
    private void WarmUp(CancellationToken cancellation)
    {
        for (int at = -_plan.WarmUp; at < 0; at += _pass.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            int steps = Math.Min(_pass.Steps, -at);
            Read(at, steps);
            _pass.Carry(steps);
        }

        NetworkShape shape = _network.Shape;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            for (int state = 0; state < shape.Unit.NextStates.Count; state++) _pass.CarriedState(layer, state, 0).Clear();
        }
    }

    /// <summary>Runs the network over a window that starts this far behind the start of each segment.</summary>
    private void Read(int at, int steps)
    {
        ReadOnlySpan<ushort> ids = _ids.Span;
        for (int stream = 0; stream < _plan.Streams; stream++)
        {
            int start = _plan.Segment(stream).From + at;
            for (int step = 0; step < steps; step++)
            {
                // Places outside the text, before the first stream and behind shorter segments, are read and thrown away.
                int p = start + step;
                _pass.Inputs[step * _plan.Streams + stream] = (uint)p < (uint)ids.Length ? ids[p] : (ushort)0;
                _pass.Targets[step * _plan.Streams + stream] = (uint)(p + 1) < (uint)ids.Length ? ids[p + 1] : (ushort)0;
            }
        }

        if (_scores) _pass.Score(steps);
        else _pass.Read(steps);
    }

    private long Record(int at, int steps, ITraceSink sink)
    {
        long recorded = 0;
        for (int stream = 0; stream < _plan.Streams; stream++)
        {
            (int from, int to) = _plan.Segment(stream);
            int first = from + at, count = Math.Min(steps, to - first);
            if (count <= 0) continue;
            foreach (Site site in _sites) Record(site, stream, first, count, sink);
            recorded += count;
        }

        return recorded;
    }

    private void Record(Site site, int stream, int first, int count, ITraceSink sink)
    {
        if (site.Name == SiteName.Loss)
        {
            // What was said at p was about the symbol at p + 1; behind the last symbol there is none.
            int known = Math.Min(count, _plan.Characters - 1 - first);
            for (int step = 0; step < known; step++) _rows[step] = (float)_pass.Losses[step * _plan.Streams + stream];
            sink.Write(site, first + 1, _rows.AsSpan(0, known));
            return;
        }

        for (int step = 0; step < count; step++)
        {
            ReadOnlySpan<float> values = site.Layer < 0
                ? _pass.Logits(step, stream)[..site.Width]
                : _pass.Signal(site.Layer, site.Signal, step, stream);
            values.CopyTo(_rows.AsSpan(step * site.Width));
        }

        sink.Write(site, first, _rows.AsSpan(0, count * site.Width));
    }
}
