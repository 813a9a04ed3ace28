using RnnScope.Analysis.Scores;

namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>Helps a little: an error is removed when so much more probability makes it none. A half is always enough.</summary>
internal sealed class BoostOracle : IOracle
{
    private static readonly double[] Boosts = [0.1, 0.2, 0.3, 0.4, 0.5];

    public string Name => OracleNames.Boost;

    public IReadOnlyList<string> Levels { get; } = [.. Boosts.Select(boost => FormattableString.Invariant($"{boost}"))];

    public int Level(int position, double probability) => Array.FindIndex(Boosts, boost => probability + boost >= ModelScores.ErrorThreshold);

    public IReadOnlyList<TextRange> Evidence(int position) => [];
}
