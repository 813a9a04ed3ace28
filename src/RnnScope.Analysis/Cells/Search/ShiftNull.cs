namespace RnnScope.Analysis.Cells.Search;

/// <summary>What scores look like by chance: those of circular shifts, pooled over all units and properties.</summary>
/// <remarks>
/// Each unit and property is measured by its own shifts: z is the score less the mean of the scores at all shifts, divided by
/// their standard deviation, the unshifted one and those near it among them. The share of false claims among those with |z| of t or more is
/// estimated as in permutation tests of many variables (Tusher, Tibshirani and Chu 2001): how many pairs reach t at a shift, on
/// average over the shifts, divided by how many reach it unshifted. That is Benjamini and Hochberg's procedure (1995) with
/// pooled p-values. What it needs is the mean number of false claims, which is right however different the pairs are, and
/// counting whole numbers, so no order of adding matters.
/// </remarks>
internal sealed class ShiftNull
{
    private const int StepsPerDeviation = 256;

    private readonly int _properties, _shifts, _near;
    private readonly double[] _scores, _sizes;
    private readonly long[] _null;
    private readonly int[] _observed;
    // (properties, shifts): the largest score of any unit, of either sign.
    private readonly float[] _largest;
    private readonly Lock _turn = new();
    private long _pairs;

    /// <summary>Begins without scores.</summary>
    /// <param name="units">How many units there are.</param>
    /// <param name="properties">How many properties.</param>
    /// <param name="shifts">K.</param>
    public ShiftNull(int units, int properties, int shifts)
    {
        (_properties, _shifts, _near) = (properties, shifts, Near(shifts));
        (_scores, _sizes) = (new double[(long)units * properties], new double[(long)units * properties]);
        int steps = (int)(Math.Sqrt(shifts) + 2) * StepsPerDeviation;
        (_null, _observed, _largest) = (new long[steps], new int[steps], new float[properties * shifts]);
    }

    /// <summary>How many shifts count: those within 1/32 of the text of no shift at all are left out, as they still have some of what is really there.</summary>
    public static int Counted(int shifts) => shifts - (2 * Near(shifts) - 1);

    /// <summary>Adds the scores of a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="scores">(properties, shifts), as <see cref="ShiftScores"/> has them.</param>
    public void Add(int unit, ReadOnlySpan<float> scores)
    {
        // Outside of the lock all but the counting.
        Span<int> steps = new int[_properties * (_shifts - 2 * _near + 2)];
        int pairs = 0, place = 0;
        for (int p = 0; p < _properties; p++)
        {
            ReadOnlySpan<float> own = scores.Slice(p * _shifts, _shifts);
            _scores[(long)unit * _properties + p] = own[0];
            // All shifts, the near ones too: only then is no shift like any other shift, as far as chance goes.
            double sum = 0, squares = 0;
            foreach (float score in own)
            {
                sum += score;
                squares += (double)score * score;
            }

            double mean = sum / _shifts, deviation = Math.Sqrt(Math.Max(0, squares / _shifts - mean * mean));
            // A unit or property that does not vary is no pair that could be claimed.
            if (!(deviation > 0)) continue;
            pairs++;
            double size = Math.Abs(own[0] - mean) / deviation;
            _sizes[(long)unit * _properties + p] = size;
            steps[place++] = Step(size);
            for (int s = _near; s <= _shifts - _near; s++) steps[place++] = Step(Math.Abs(own[s] - mean) / deviation);
        }

        lock (_turn)
        {
            _pairs += pairs;
            int each = Counted(_shifts) + 1;
            for (int i = 0; i < place; i++)
            {
                if (i % each == 0) _observed[steps[i]]++;
                else _null[steps[i]]++;
            }

            for (int i = 0; i < _largest.Length; i++) _largest[i] = Math.Max(_largest[i], Math.Abs(scores[i]));
        }
    }

    /// <summary>The score of a pair without shift.</summary>
    public double Score(int unit, int property) => _scores[(long)unit * _properties + property];

    /// <summary>What the best of all units reaches by chance: in 95 of 100 shifts no score of any unit is larger.</summary>
    public double Chance(int property)
    {
        float[] largest = Largest(property);
        Array.Sort(largest);
        return largest[(int)Math.Ceiling(0.95 * largest.Length) - 1];
    }

    /// <summary>How often the best of all units reaches a score by chance: shifts at which one does, and 1, by shifts and 1 (Westfall and Young 1993).</summary>
    public double Probability(int property, double score)
    {
        float[] largest = Largest(property);
        return (1.0 + largest.Count(value => value >= Math.Abs(score))) / (1.0 + largest.Length);
    }

    /// <summary>The share of false claims when everything is claimed that is as far from chance as a pair.</summary>
    /// <returns>(units, properties), 0 to 1; 1 for what does not vary.</returns>
    public double[] Corrected()
    {
        double[] steps = new double[_null.Length];
        double total = (double)_pairs * Counted(_shifts), best = 1;
        long beyond = 0, claimed = 0;
        long[] nulls = new long[_null.Length], claims = new long[_null.Length];
        for (int step = _null.Length - 1; step >= 0; step--)
        {
            nulls[step] = beyond += _null[step];
            claims[step] = claimed += _observed[step];
        }

        // The smallest of this and all smaller sizes, as of Benjamini and Hochberg: from the smallest size upwards.
        for (int step = 0; step < steps.Length; step++)
        {
            if (claims[step] > 0) best = Math.Min(best, (1.0 + nulls[step]) / (1.0 + total) * _pairs / claims[step]);
            steps[step] = best;
        }

        return [.. _sizes.Select(size => size > 0 ? steps[Step(size)] : 1)];
    }

    /// <summary>Segments of the shortest shift that counts.</summary>
    public static int Near(int shifts) => Math.Max(1, shifts / 32);

    private int Step(double size) => Math.Min(_null.Length - 1, (int)(size * StepsPerDeviation));

    private float[] Largest(int property) => _largest.AsSpan(property * _shifts + _near, Counted(_shifts)).ToArray();
}
