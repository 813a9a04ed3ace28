using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tracing;

/// <summary>One worker's part of a reading: some of the plan's segments, side by side, from their warm-up to their end.</summary>
internal sealed class SegmentReading : IDisposable
{
    private readonly ReadingMatter _text;
    private readonly IReadOnlyList<Site> _sites;
    private readonly ReadingPlan _plan;
    private readonly Network _network;
    private readonly WorkerPool _alone = new(1);
    private readonly NetworkPass _pass;
    private readonly float[] _losses;
    private readonly ushort[] _ids;
    private readonly int _first;
    private readonly bool _scores;

    /// <summary>Makes room for windows of <paramref name="steps"/> steps of the segments from..to.</summary>
    public SegmentReading(
        Network network, ReadingMatter text, IReadOnlyList<Site> sites, ReadingPlan plan, int from, int to, int steps)
    {
        (_network, _text, _sites, _plan, _first) = (network, text, sites, plan, from);
        _pass = new NetworkPass(network, to - from, steps, _alone, keepsLogits: sites.Any(site => site.Name == SiteName.Logits), changesVectors: text.Vectors is not null);
        _losses = new float[steps];
        _ids = new ushort[steps + 1];
        _scores = sites.Any(site => site.Name == SiteName.Loss);
    }

    /// <summary>Reads and records the segments.</summary>
    /// <param name="sink">Receives their rows.</param>
    /// <param name="recorded">Told, after each window, how many symbols it recorded.</param>
    /// <param name="cancellation">Stops between windows.</param>
    public void Run(ITraceSink sink, Action<int> recorded, CancellationToken cancellation)
    {
        _pass.Reset();
        for (int at = -_plan.WarmUp; at < 0; at += _pass.Steps) Read(at, Math.Min(_pass.Steps, -at), cancellation);
        if (_first == 0) ForgetWarmUp();
        ISiteSink[][] stretches = [.. Enumerable.Range(0, _pass.Streams).Select(stream => Open(_plan.Segment(_first + stream).From, sink))];
        for (long at = 0; at < _plan.LongestSegment; at += _pass.Steps)
        {
            int steps = (int)Math.Min(_pass.Steps, _plan.LongestSegment - at), symbols = 0;
            Read(at, steps, cancellation);
            for (int stream = 0; stream < _pass.Streams; stream++) symbols += Record(stream, at, steps, stretches[stream]);
            recorded(symbols);
        }

        foreach (ISiteSink stretch in stretches.SelectMany(stretch => stretch)) stretch.Complete();
    }

    public void Dispose()
    {
        _pass.Dispose();
        _alone.Dispose();
    }

    /// <summary>The text's first segment has nothing before it and starts from zero states.</summary>
    private void ForgetWarmUp()
    {
        for (int layer = 0; layer < _network.Shape.Layers; layer++)
        {
            for (int state = 0; state < _network.Shape.Unit.NextStates.Count; state++) _pass.CarriedState(layer, state, 0).Clear();
        }
    }

    /// <summary>Runs the network over a window that starts this far behind the start of each segment, and carries its state on.</summary>
    private void Read(long at, int steps, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        for (int stream = 0; stream < _pass.Streams; stream++)
        {
            long start = _plan.Segment(_first + stream).From + at;
            Span<ushort> ids = _ids.AsSpan(0, steps + 1);
            _text.Read(start, ids);
            for (int step = 0; step < steps; step++)
            {
                // Places outside the text, before the first stream and behind shorter segments, are read and thrown away.
                _pass.Inputs[step * _pass.Streams + stream] = ids[step];
                _pass.Targets[step * _pass.Streams + stream] = _text.Words is null ? ids[step + 1] : _text.WordAt(start + step);
                for (int layer = 0; _text.Vectors is { } vectors && layer < _network.Shape.Layers; layer++)
                    vectors.Write(checked((int)(start + step)), layer, _pass.Vectors(layer, step, stream));
            }
        }

        if (_scores) _pass.Score(steps);
        else _pass.Read(steps);
        _pass.Carry(steps);
    }

    private ISiteSink[] Open(long from, ITraceSink sink)
    {
        var stretches = new ISiteSink[_sites.Count];
        for (int i = 0; i < stretches.Length; i++)
        {
            // What was said at p may have been about the symbol at p + 1. Then nothing was said about the first.
            int ahead = _sites[i].Name == SiteName.Loss ? _text.Ahead : 0;
            stretches[i] = sink.Open(_sites[i], from > 0 ? from + ahead : from);
            if (ahead > 0 && from == 0) stretches[i].Append([float.NaN]);
        }

        return stretches;
    }

    /// <summary>Records a stream's part of a window.</summary>
    /// <returns>How many symbols were inside its segment.</returns>
    private int Record(int stream, long at, int steps, ISiteSink[] stretches)
    {
        (long from, long to) = _plan.Segment(_first + stream);
        long first = from + at;
        int count = (int)Math.Min(steps, to - first);
        if (count <= 0) return 0;
        for (int i = 0; i < stretches.Length; i++)
        {
            Site site = _sites[i];
            if (site.Layer >= 0)
            {
                for (int step = 0; step < count; step++) stretches[i].Append(_pass.Signal(site.Layer, site.Signal, step, stream));
            }
            else if (site.Name == SiteName.Logits)
            {
                for (int step = 0; step < count; step++) stretches[i].Append(_pass.Logits(step, stream)[..site.Width]);
            }
            else
            {
                // Behind the last symbol there is none to be compared with.
                int known = (int)Math.Min(count, _plan.Characters - _text.Ahead - first);
                for (int step = 0; step < known; step++) _losses[step] = LossAt(step * _pass.Streams + stream);
                stretches[i].Append(_losses.AsSpan(0, known));
            }
        }

        return count;
    }

    private float LossAt(int place) => _pass.Targets[place] == Target.None ? float.NaN : (float)_pass.Losses[place];
}
