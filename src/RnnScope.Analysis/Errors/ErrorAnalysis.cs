using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Errors;

/// <summary>Finds out what the errors of networks on one text are: overlap, symbols, ledger. See docs/errors.md.</summary>
public sealed class ErrorAnalysis
{
    private readonly TextScores _text;
    private readonly IReadOnlyList<IOracle> _oracles;
    private readonly int _examples;

    /// <summary>Prepares the oracles of a text.</summary>
    /// <param name="text">The text, with its models.</param>
    /// <param name="optimistic">The names of the n-gram models that the first oracle of the paper believes.</param>
    /// <param name="training">What the models learnt from: ids of the text's vocabulary.</param>
    /// <param name="order">Oracles, in the order in which they are asked: <see cref="OracleNames.PaperOrder"/>, or another.</param>
    /// <param name="examples">The most examples of a class.</param>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public ErrorAnalysis(
        TextScores text, IReadOnlyList<string> optimistic, ReadOnlyMemory<ushort> training, IReadOnlyList<string> order, int examples = 3)
    {
        (_text, _examples, Bootstrap) = (text, examples, new BlockBootstrap(text.Count));
        _oracles = OracleSet.Create(order, text, [.. optimistic.Select(name => text[name])], training);
    }

    /// <summary>What intervals are made with.</summary>
    public BlockBootstrap Bootstrap { get; }

    /// <summary>Analyses one network.</summary>
    /// <param name="network">The name of its scores.</param>
    /// <param name="baseline">The name of an n-gram model's scores.</param>
    /// <param name="feedForward">The name of the n-NN's scores; null when there is none.</param>
    /// <param name="report">Hears now and then how many symbols of the text are done.</param>
    /// <param name="cancellation">Stops.</param>
    public ErrorResult Of(
        string network, string baseline, string? feedForward = null, Action<long>? report = null, CancellationToken cancellation = default)
    {
        ModelScores model = _text[network], other = _text[baseline];
        ModelScores[] overlapping = feedForward is null ? [model, other] : [model, _text[feedForward], other];
        LedgerBuilder ledger = new(model, _oracles);
        ledger.Attribute(report, cancellation);
        return new ErrorResult(
            network, Bootstrap.Mean(model.Losses()), Bootstrap.Mean(model.ErrorTrack()), baseline, ErrorOverlap.Of(overlapping),
            SymbolMean.Of(_text, model, other, Bootstrap),
            ledger.Build(Bootstrap, _examples));
    }
}
