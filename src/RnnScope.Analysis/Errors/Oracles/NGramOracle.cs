using RnnScope.Analysis.Scores;

namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>Optimistic n-gram models: an error is removed when any of them gives the symbol a half or more.</summary>
/// <remarks>Optimistic, because nobody says beforehand which of them to believe.</remarks>
internal sealed class NGramOracle(IEnumerable<ModelScores> models) : IOracle
{
    private readonly ModelScores[] _models = [.. models.OrderBy(model => model.Context)];

    public string Name => OracleNames.NGram;

    public IReadOnlyList<string> Levels { get; } = [.. models.OrderBy(model => model.Context).Select(model => $"{model.Context}")];

    public int Level(int position, double probability) => Array.FindIndex(_models, model => !model.IsError(position));

    public IReadOnlyList<TextRange> Evidence(int position)
    {
        int level = Level(position, 0);
        if (level < 0) return [];
        int context = Math.Min(position, _models[level].Context ?? 0);
        return [new TextRange(position - context, context)];
    }
}
