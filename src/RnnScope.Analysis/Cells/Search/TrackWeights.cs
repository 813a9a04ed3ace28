using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Cells.Search;

/// <summary>A property over a part of the text, as weights whose sum of products with a unit's ranks is the unit's score.</summary>
/// <remarks>
/// Of a binary property +2 / (symbols where it holds) and -2 / (symbols where it does not): with ranks as shares the sum is
/// twice the difference of the mean ranks, which is twice the area under the curve less 1. Of a numeric property its ranks with
/// mean 0 and length 1: with a column of mean 0 and length 1 the sum is Spearman's correlation.
/// </remarks>
internal sealed class TrackWeights
{
    private readonly TextProperty _property;
    private readonly int _from;

    /// <summary>Weighs a property over a part of the text.</summary>
    public TrackWeights(TextProperty property, int from, int count)
    {
        (_property, _from) = (property, from);
        ReadOnlySpan<float> track = property.Track.AsSpan(from, count);
        IsBinary = property.Kind == PropertyKind.Binary;
        Symbols = count;
        Weights = new float[count];
        foreach (float value in track)
        {
            if (value > 0) Holds++;
            else if (value <= 0) Fails++;
        }

        Varies = IsBinary ? Holds > 0 && Fails > 0 : Tracks.Varies(track);
        if (!Varies) return;
        if (IsBinary)
        {
            for (int i = 0; i < count; i++) Weights[i] = track[i] > 0 ? 2f / Holds : track[i] <= 0 ? -2f / Fails : 0;
            return;
        }

        double[] ranks = TrackRanks.Centred(track);
        double scale = 1 / Math.Sqrt(ranks.Sum(rank => rank * rank));
        for (int i = 0; i < count; i++) Weights[i] = (float)(ranks[i] * scale);
    }

    /// <summary>Whether the property is binary.</summary>
    public bool IsBinary { get; }

    /// <summary>Whether two values of it count in this part.</summary>
    public bool Varies { get; }

    /// <summary>Symbols of the part.</summary>
    public int Symbols { get; }

    /// <summary>At how many symbols the value is above 0, and at how many it is not.</summary>
    public int Holds { get; }

    /// <inheritdoc cref="Holds"/>
    public int Fails { get; }

    /// <summary>At how many symbols the property counts.</summary>
    public int Counted => Holds + Fails;

    /// <summary>Whether it does not count everywhere.</summary>
    public bool HasGaps => Counted < Symbols;

    /// <summary>(symbols); 0 where the property does not count.</summary>
    public float[] Weights { get; }

    /// <summary>Whether the property counts at a symbol of the part.</summary>
    public bool Counts(int symbol) => !float.IsNaN(_property.Track[_from + symbol]);

    /// <summary>Turns a sum of products with a column of length 1 into a score.</summary>
    /// <param name="unit">The unit.</param>
    /// <remarks>Where the property has gaps this is near the score among the symbols that count, not equal to it.</remarks>
    public double Factor(RankedColumn unit) => IsBinary ? unit.Spread : Math.Sqrt((double)Symbols / Math.Max(1, Counted));
}
