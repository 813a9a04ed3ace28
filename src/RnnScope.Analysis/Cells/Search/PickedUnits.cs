using RnnScope.Analysis.Features;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>Goes through all units of a network once: scores on the first part of the text and, if asked for, at all shifts of the second.</summary>
internal sealed class PickedUnits
{
    private readonly int _properties;
    private readonly double[] _scores;

    /// <summary>Scores all units.</summary>
    /// <param name="values">The units.</param>
    /// <param name="properties">The properties.</param>
    /// <param name="parts">Where the second part begins, and the shifts there; no shifts, no null distribution.</param>
    /// <param name="options">Memory.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="progress">Told how many units are done.</param>
    public PickedUnits(
        IUnitValues values, IReadOnlyList<TextProperty> properties, (int Test, int Shifts) parts, CellSearchOptions options, ParallelOptions parallel,
        Action<int>? progress)
    {
        Units = [.. values.Sites.SelectMany(site => Enumerable.Range(0, site.Width).Select(unit => new UnitAddress(site.Site, unit)))];
        _properties = properties.Count;
        _scores = new double[(long)Units.Count * properties.Count];
        int test = values.Characters - parts.Test;
        using PickingScores picking = new(Weigh(properties, 0, parts.Test, parallel), parts.Test);
        using ShiftScores? shifts = parts.Shifts == 0 ? null : new(Weigh(properties, parts.Test, test, parallel), test, parts.Shifts, parallel);
        if (shifts is not null) Null = new ShiftNull(Units.Count, properties.Count, parts.Shifts);
        int atOnce = (int)Math.Clamp(options.Memory / (sizeof(ushort) * (long)values.Characters), 1, Units.Count + 1);
        // Whole groups of units, so that pairs are the same whatever the memory.
        if (atOnce > ShiftScores.UnitsAtOnce) atOnce -= atOnce % ShiftScores.UnitsAtOnce;
        else atOnce = Math.Max(2, atOnce - atOnce % 2);
        int done = 0;
        for (int first = 0; first < Units.Count; first += atOnce)
        {
            int start = first, count = Math.Min(atOnce, Units.Count - first);
            ushort[][] early = Read(values, Units.Skip(first).Take(count), 0, parts.Test, parallel);
            ushort[][] late = shifts is null ? [] : Read(values, Units.Skip(first).Take(count), parts.Test, test, parallel);
            int groups = (count + ShiftScores.UnitsAtOnce - 1) / ShiftScores.UnitsAtOnce;
            Parallel.For(0, groups, parallel, () => new RankTable(), (group, _, table) =>
            {
                int from = group * ShiftScores.UnitsAtOnce, to = Math.Min(count, from + ShiftScores.UnitsAtOnce);
                picking.Score(Ranked(early, from, to, table)).CopyTo(_scores, (start + from) * _properties);
                if (shifts is not null) AddShifts(shifts, start + from, Ranked(late, from, to, table), parallel.CancellationToken);
                progress?.Invoke(Interlocked.Add(ref done, to - from));
                return table;
            }, _ => { });
        }
    }

    /// <summary>All units.</summary>
    public IReadOnlyList<UnitAddress> Units { get; }

    /// <summary>What scores look like by chance; null where no shifts were asked for.</summary>
    public ShiftNull? Null { get; }

    /// <summary>The units with the best scores on the first part, of either sign, best first; of equal ones the first.</summary>
    public IReadOnlyList<(int Unit, double Score)> Best(int property, int top) =>
    [
        .. Enumerable.Range(0, Units.Count).Select(unit => (Unit: unit, Score: _scores[(long)unit * _properties + property]))
            .Where(unit => unit.Score != 0).OrderByDescending(unit => Math.Abs(unit.Score)).Take(top),
    ];

    /// <summary>The columns of some units, which may be of several sites.</summary>
    public static ushort[][] Read(IUnitValues values, IEnumerable<UnitAddress> units, int from, int count, ParallelOptions parallel) =>
    [
        .. units.Select((unit, place) => (unit, place)).GroupBy(entry => entry.unit.Site)
            .SelectMany(site => site.Zip(UnitColumns.Read(values, site.Key, [.. site.Select(entry => entry.unit.Unit)], from, count, parallel)))
            .OrderBy(column => column.First.place).Select(column => column.Second),
    ];

    private static TrackWeights[] Weigh(IReadOnlyList<TextProperty> properties, int from, int count, ParallelOptions parallel)
    {
        TrackWeights[] weights = new TrackWeights[properties.Count];
        Parallel.For(0, weights.Length, parallel, p => weights[p] = new TrackWeights(properties[p], from, count));
        return weights;
    }

    private static RankedColumn[] Ranked(ushort[][] columns, int from, int to, RankTable table) =>
        [.. columns[from..to].Select(column => RankedColumn.InPlace(column, table))];

    private void AddShifts(ShiftScores shifts, int first, RankedColumn[] units, CancellationToken cancellation)
    {
        int each = _properties * shifts.Shifts;
        float[] scores = new float[units.Length * each];
        shifts.Score(units, scores, cancellation);
        for (int i = 0; i < units.Length; i++) Null!.Add(first + i, scores.AsSpan(i * each, each));
    }
}
