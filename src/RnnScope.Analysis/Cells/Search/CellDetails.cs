using RnnScope.Analysis.Features;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>The units that were picked for each property, and its small group, looked at closely.</summary>
internal sealed class CellDetails
{
    private readonly PropertyDetail[] _details;

    /// <summary>Reads and scores the picked units.</summary>
    public CellDetails(
        IUnitValues values, PickedUnits picked, IReadOnlyList<TextProperty> properties, int picking, BlockBootstrap bootstrap, CellSearchOptions options,
        ParallelOptions parallel)
    {
        _details = new PropertyDetail[properties.Count];
        IReadOnlyList<IReadOnlyList<WeighedUnit>> groups = Groups(values, picked.Units, properties, picking, options.Group, parallel.CancellationToken);
        int columns = (int)Math.Clamp(options.Memory / (sizeof(ushort) * (long)values.Characters), 1, int.MaxValue);
        int atOnce = Math.Max(1, columns / (options.Top + options.Group));
        for (int first = 0; first < properties.Count; first += atOnce)
        {
            int[] batch = [.. Enumerable.Range(first, Math.Min(atOnce, properties.Count - first))];
            (int Unit, double Score)[][] best = [.. batch.Select(p => picked.Best(p, options.Top).ToArray())];
            UnitAddress[] names = [.. best.SelectMany(units => units.Select(unit => picked.Units[unit.Unit])).Concat(batch.SelectMany(p => groups[p].Select(unit => unit.Unit))).Distinct()];
            Dictionary<UnitAddress, ushort[]> keys = names.Zip(PickedUnits.Read(values, names, 0, values.Characters, parallel)).ToDictionary();
            Parallel.For(0, batch.Length, parallel, i =>
            {
                TextProperty property = properties[batch[i]];
                DetailedUnit[] units = [.. best[i].Select(unit => Detail(unit.Unit, picked.Units[unit.Unit], unit.Score, keys, property, picking, bootstrap))];
                _details[batch[i]] = new PropertyDetail(units, groups[batch[i]], Together(groups[batch[i]], keys, property, picking, bootstrap));
            });
        }
    }

    /// <summary>What was found about a property.</summary>
    public PropertyDetail this[int property] => _details[property];

    private static IReadOnlyList<IReadOnlyList<WeighedUnit>> Groups(
        IUnitValues values, IReadOnlyList<UnitAddress> units, IReadOnlyList<TextProperty> properties, int picking, int size, CancellationToken cancellation)
    {
        if (size == 0) return [.. properties.Select(_ => Array.Empty<WeighedUnit>())];
        using SparseProbe probe = new(values, units, properties, 0, picking, cancellation);
        return probe.Fit(size);
    }

    private static DetailedUnit Detail(
        int unit, UnitAddress name, double score, Dictionary<UnitAddress, ushort[]> keys, TextProperty property, int picking, BlockBootstrap bootstrap)
    {
        ReadOnlySpan<ushort> early = keys[name].AsSpan(0, picking), late = keys[name].AsSpan(picking);
        ReadOnlySpan<float> earlyTrack = property.Track.AsSpan(0, picking), lateTrack = property.Track.AsSpan(picking);
        bool isHigh = score > 0, isBinary = property.Kind == PropertyKind.Binary;
        float[] values = [.. keys[name][picking..].Select(HalfKeys.Value)];
        return new DetailedUnit(
            unit, name, isHigh, score, HeldOutScore.Of(late, lateTrack, property.Kind, isHigh, bootstrap), Pearson(values, lateTrack),
            isBinary ? ThresholdFit.Of(early, earlyTrack, late, lateTrack, isHigh) : null, isBinary ? null : CounterFit.Of(values, lateTrack));
    }

    private static double Pearson(float[] values, ReadOnlySpan<float> track)
    {
        CorrelationSums sums = new(1, 1);
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsNaN(track[i])) sums.Add(values.AsSpan(i, 1), track.Slice(i, 1));
        }

        return sums.Pearson(0, 0);
    }

    private static DrawnMean? Together(
        IReadOnlyList<WeighedUnit> group, Dictionary<UnitAddress, ushort[]> keys, TextProperty property, int picking, BlockBootstrap bootstrap)
    {
        if (group.Count == 0) return null;
        float[] sums = new float[property.Track.Length - picking];
        foreach (WeighedUnit unit in group)
        {
            ReadOnlySpan<ushort> late = keys[unit.Unit].AsSpan(picking);
            for (int i = 0; i < sums.Length; i++) sums[i] += (float)(unit.Weight * (HalfKeys.Value(late[i]) - unit.Mean));
        }

        ushort[] summed = new ushort[sums.Length];
        HalfKeys.Of(sums, summed);
        return HeldOutScore.Of(summed, property.Track.AsSpan(picking), property.Kind, true, bootstrap);
    }
}

/// <summary>A property's picked units and group.</summary>
internal sealed record PropertyDetail(IReadOnlyList<DetailedUnit> Best, IReadOnlyList<WeighedUnit> Group, DrawnMean? GroupScore);

/// <summary>A picked unit, scored on the second part of the text.</summary>
internal sealed record DetailedUnit(
    int Index, UnitAddress Name, bool IsHigh, double PickedOn, DrawnMean Score, double Correlation, ThresholdFit? Threshold, CounterFit? Counter)
{
    public UnitScore Scored => new(Name, IsHigh, PickedOn, Score.Interval);
}
