using RnnScope.Analysis.Scores;

namespace RnnScope.Analysis.Dynamics;

/// <summary>What one model said about a <see cref="ComparedText"/>.</summary>
public sealed class ModelDistributions
{
    private readonly double[] _losses, _logProbabilities;
    private readonly int _symbols;

    /// <summary>Keeps what a model said.</summary>
    /// <param name="scores">What it gave to each of the N symbols.</param>
    /// <param name="logProbabilities">(positions, V), ln of what it gave to every symbol of the vocabulary.</param>
    /// <param name="symbols">V.</param>
    internal ModelDistributions(ModelScores scores, double[] logProbabilities, int symbols)
    {
        (Name, Context, LossNats, Errors) = (scores.Name, scores.Context, scores.LossNats, scores.Errors);
        (_losses, _logProbabilities, _symbols) = (scores.Losses(), logProbabilities, symbols);
    }

    /// <summary>What the model is called.</summary>
    public string Name { get; }

    /// <summary>n, context symbols of an n-gram model; null for a network.</summary>
    public int? Context { get; }

    /// <summary>Mean loss over the N symbols, nats.</summary>
    public double LossNats { get; }

    /// <summary>Symbols that were given a probability below <see cref="ModelScores.ErrorThreshold"/>.</summary>
    public int Errors { get; }

    /// <summary>(N), what each symbol cost, in nats.</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>How many distributions there are.</summary>
    public int Positions => _logProbabilities.Length / _symbols;

    /// <summary>(V), the logarithms of one distribution.</summary>
    /// <param name="position">A place in <see cref="ComparedText.Positions"/>.</param>
    public ReadOnlySpan<double> LogProbabilities(int position) => _logProbabilities.AsSpan(position * _symbols, _symbols);
}
