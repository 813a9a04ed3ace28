using RnnScope.Analysis.Memory;

namespace RnnScope.Server;

/// <summary>
/// Connectivity as docs/contract.md has it: for each position the symbol that was read, the target, the likeliest, and the norms for the
/// symbols up to this one. So each row is longer by one than the row before.
/// </summary>
internal sealed class ConnectivityRows
{
    /// <summary>How many of the likeliest a row names; where there are fewer, id -1 stands.</summary>
    public const int Top = 3;

    private const int Head = 5 + 2 * Top;

    private readonly List<float> _numbers = [];
    private int _rows;

    /// <summary>All numbers, one row after the other.</summary>
    public float[] Numbers => [.. _numbers];

    /// <summary>What a network's predictions depend on.</summary>
    /// <param name="read">What it read.</param>
    /// <param name="matrix">The connectivity of that.</param>
    public static float[] Of(TypedSymbols read, ConnectivityMatrix matrix)
    {
        ConnectivityRows rows = new();
        foreach (ConnectivityRow row in matrix.Rows)
        {
            bool isRight = matrix.Target == ConnectivityTarget.True && !row.IsStandIn;
            rows.Add(
                read.Codes[row.Position], read.Characters[row.Position], row.Target, row.TargetProbability, isRight,
                [.. row.Likeliest.Select(guess => (guess.Symbol, guess.Probability))], row.Norms);
        }

        return rows.Numbers;
    }

    /// <summary>Adds the next position.</summary>
    /// <param name="code">Of the symbol that was read: code point or byte value; -1 where it is unknown.</param>
    /// <param name="character">Index of the character of the text that it was read for.</param>
    /// <param name="target">Whose logit was differentiated.</param>
    /// <param name="probability">What it was expected with; NaN where nobody knows.</param>
    /// <param name="isRight">Whether the target is what was right, rather than what was likeliest.</param>
    /// <param name="likeliest">Id and probability, the likeliest first.</param>
    /// <param name="norms">One for each position up to this one.</param>
    /// <exception cref="ArgumentException">There are more or fewer norms.</exception>
    public void Add(
        int code, int character, int target, double probability, bool isRight, IReadOnlyList<(int Id, double Probability)> likeliest,
        ReadOnlySpan<float> norms)
    {
        _rows++;
        if (norms.Length != _rows) throw new ArgumentException($"expected {_rows} norms, found {norms.Length}");
        _numbers.EnsureCapacity(_numbers.Count + Head + norms.Length);
        _numbers.AddRange([code, character, target, (float)probability, isRight ? 1 : 0]);
        for (int rank = 0; rank < Top; rank++)
        {
            (int id, double given) = rank < likeliest.Count ? likeliest[rank] : (-1, double.NaN);
            _numbers.Add(id);
            _numbers.Add((float)given);
        }

        _numbers.AddRange(norms);
    }
}
