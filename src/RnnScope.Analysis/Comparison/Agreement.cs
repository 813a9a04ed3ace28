using RnnScope.Analysis.Maps;
using RnnScope.Analysis.Scores;

namespace RnnScope.Analysis.Comparison;

/// <summary>At how many symbols of a text two models found the same symbol likeliest.</summary>
public sealed class Agreement
{
    private readonly double[,] _shares;

    /// <summary>Compares all pairs.</summary>
    /// <param name="models">Models of the same text that have kept their likeliest symbols.</param>
    /// <exception cref="ArgumentException">One has not, or has read another text.</exception>
    public Agreement(IReadOnlyList<ModelScores> models)
    {
        if (models.FirstOrDefault(model => model.Likeliest.Length != models[0].Count) is { } other)
            throw new ArgumentException($"{other.Name}: expected {models[0].Count} likeliest symbols, found {other.Likeliest.Length}", nameof(models));
        Models = [.. models.Select(model => model.Name)];
        _shares = new double[models.Count, models.Count];
        for (int i = 0; i < models.Count; i++)
        {
            for (int j = 0; j <= i; j++) _shares[i, j] = _shares[j, i] = Share(models[i].Likeliest, models[j].Likeliest);
        }
    }

    /// <summary>The models' names.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>The share of two models, 0 to 1; 1 for a model and itself. NaN for an empty text.</summary>
    public double this[int one, int other] => _shares[one, other];

    /// <summary>The distance of the 2015 paper: the share at which they do not agree.</summary>
    public Distances Distances() => new(Models.Count, (i, j) => 1 - _shares[i, j]);

    private static double Share(ReadOnlySpan<ushort> one, ReadOnlySpan<ushort> other)
    {
        int same = 0;
        for (int i = 0; i < one.Length; i++) same += one[i] == other[i] ? 1 : 0;
        return (double)same / one.Length;
    }
}
