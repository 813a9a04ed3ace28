using System.Runtime.InteropServices;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Export;

/// <summary>Reads the chosen text once, for what a page cannot compute fast enough: checkpoints, statistics, and the mean loss.</summary>
/// <remarks>
/// The page keeps no values. It reads again from the checkpoint before what is on screen: exact, for all sites, and smaller than the
/// values of a single one in 8 bits. docs/export.md has the figures.
/// </remarks>
internal sealed class PageReading
{
    /// <summary>Symbols between two checkpoints: as many as a browser reads in a few hundredths of a second.</summary>
    public const int Every = 128;

    private readonly NetworkShape _shape;
    private readonly RunText _text;
    private readonly float[] _checkpoints, _losses;
    private readonly StatisticsSums[] _sums;

    private PageReading(NetworkShape shape, RunText text)
    {
        (_shape, _text) = (shape, text);
        _checkpoints = new float[checked((text.Ids.Length - 1) / Every * shape.Layers * shape.Unit.NextStates.Count * shape.Units)];
        _losses = new float[text.Ids.Length];
        _sums = [.. Enumerable.Range(0, shape.Layers * shape.Unit.Signals.Count).Select(_ => new StatisticsSums(shape.Units))];
    }

    /// <summary>Lets the network read.</summary>
    /// <param name="run">The network.</param>
    /// <param name="text">The text.</param>
    /// <param name="report">Hears how many symbols have been read.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>What the page holds of the text, what its manifest says of it, and what each symbol cost, (N) in nats.</returns>
    public static (TextData Data, TextInfo Info, float[] Losses) Of(Run run, RunText text, Action<long>? report, CancellationToken cancellation)
    {
        NetworkShape shape = run.Model.Network.Shape;
        PageReading reading = new(shape, text);
        TraceOptions options = new()
        {
            Title = text.Title,
            Words = run.Model.Words,
            Sites = [.. SiteName.AllOf(shape).Select(site => site.Name).Where(name => name != SiteName.Logits)],
            // In one go, as the page reads; then rows come in the order of the text.
            Streams = 1,
        };
        Tracer.Follow(run.Model.Network, run.Model.Vocabulary, text.Ids, options, reading.Receive, report, cancellation);
        int unknown = text.Ids.Span.Count(run.Model.Vocabulary.UnknownId);
        StatisticsSums losses = new(1);
        losses.Add(reading._losses);
        double loss = losses.Result()[0].Mean;
        return (reading.Data(), new TextInfo(text.Id, text.Title, text.Ids.Length, unknown, double.IsFinite(loss) ? loss : null), reading._losses);
    }

    private TextData Data() => new(
        _text.Id, MemoryMarshal.AsBytes(_text.Ids.Span).ToArray(), Every, MemoryMarshal.AsBytes<float>(_checkpoints).ToArray(),
        MemoryMarshal.AsBytes<UnitStatistics>([.. _sums.SelectMany(sums => sums.Result())]).ToArray());

    private void Receive(Site site, int from, ReadOnlySpan<float> rows)
    {
        if (site.Layer < 0)
        {
            rows.CopyTo(_losses.AsSpan(from));
            return;
        }

        _sums[site.Layer * _shape.Unit.Signals.Count + site.Signal].Add(rows);
        int state = _shape.Unit.Signals[site.Signal].State;
        if (state < 0) return;
        int count = rows.Length / _shape.Units;
        for (int next = (from / Every + 1) * Every; next <= from + count && next < _text.Ids.Length; next += Every)
        {
            int place = ((next / Every - 1) * _shape.Layers + site.Layer) * _shape.Unit.NextStates.Count + state;
            rows.Slice((next - 1 - from) * _shape.Units, _shape.Units).CopyTo(_checkpoints.AsSpan(place * _shape.Units));
        }
    }
}
