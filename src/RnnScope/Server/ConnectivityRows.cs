using RnnScope.Analysis.Memory;

namespace RnnScope.Server;

/// <summary>
/// Connectivity as docs/contract.md has it: for each position the id and probability of the target, those of the likeliest, and the norms
/// for the symbols up to this one. So each row is longer by one than the row before.
/// </summary>
internal sealed class ConnectivityRows
{
    /// <summary>How many of the likeliest a row names; where there are fewer, id -1 stands.</summary>
    public const int Top = 3;

    private const int Head = 2 + 2 * Top;

    private readonly List<float> _numbers = [];
    private int _rows;

    /// <summary>All numbers, one row after the other.</summary>
    public float[] Numbers => [.. _numbers];

    /// <summary>What a network's predictions depend on.</summary>
    public static float[] Of(ConnectivityMatrix matrix)
    {
        ConnectivityRows rows = new();
        foreach (ConnectivityRow row in matrix.Rows)
            rows.Add(row.Target, row.TargetProbability, [.. row.Likeliest.Select(guess => (guess.Symbol, guess.Probability))], row.Norms);
        return rows.Numbers;
    }

    /// <summary>Adds the next position.</summary>
    /// <param name="target">Whose logit was differentiated.</param>
    /// <param name="probability">What it was expected with; NaN where nobody knows.</param>
    /// <param name="likeliest">Id and probability, the likeliest first.</param>
    /// <param name="norms">One for each position up to this one.</param>
    /// <exception cref="ArgumentException">There are more or fewer norms.</exception>
    public void Add(int target, double probability, IReadOnlyList<(int Id, double Probability)> likeliest, ReadOnlySpan<float> norms)
    {
        _rows++;
        if (norms.Length != _rows) throw new ArgumentException($"expected {_rows} norms, found {norms.Length}");
        _numbers.EnsureCapacity(_numbers.Count + Head + norms.Length);
        _numbers.Add(target);
        _numbers.Add((float)probability);
        for (int rank = 0; rank < Top; rank++)
        {
            (int id, double given) = rank < likeliest.Count ? likeliest[rank] : (-1, double.NaN);
            _numbers.Add(id);
            _numbers.Add((float)given);
        }

        _numbers.AddRange(norms);
    }
}
