namespace RnnScope.Analysis.Tests.NGrams;

/// <summary>Interpolated modified Kneser-Ney as the paper has it: dictionaries of all n-grams, slow and obvious.</summary>
/// <param name="text">The training text.</param>
/// <param name="symbols">V.</param>
internal sealed class KneserNeyReference(ushort[] text, int symbols)
{
    private readonly Dictionary<(int Length, bool IsContinuation), Dictionary<string, Dictionary<ushort, int>>> _tables = [];
    private readonly Dictionary<(int Length, bool IsContinuation), double[]> _discounts = [];

    /// <summary>The probability of a symbol in the model with n context symbols, after all that stands before it.</summary>
    public double Probability(ReadOnlySpan<ushort> before, ushort symbol, int n) => Probability(before, symbol, n, isContinuation: false);

    private double Probability(ReadOnlySpan<ushort> before, ushort symbol, int length, bool isContinuation)
    {
        if (length < 0) return 1.0 / symbols;
        double shorter = Probability(before, symbol, length - 1, isContinuation: true);
        if (length > before.Length || !Table(length, isContinuation).TryGetValue(Key(before[^length..]), out var counts)) return shorter;
        double[] discounts = Discounts(length, isContinuation);
        double sum = counts.Values.Sum();
        double freed = counts.Values.Sum(count => discounts[Math.Min(count, 3)]) / sum;
        int own = counts.GetValueOrDefault(symbol);
        return (own - discounts[Math.Min(own, 3)]) / sum + freed * shorter;
    }

    /// <summary>Context to symbol to its count: occurrences, or different left neighbours, the beginning of the text being one.</summary>
    private Dictionary<string, Dictionary<ushort, int>> Table(int length, bool isContinuation)
    {
        if (_tables.TryGetValue((length, isContinuation), out var table)) return table;
        Dictionary<string, Dictionary<ushort, HashSet<int>>> seen = [];
        for (int i = length; i < text.Length; i++)
        {
            string context = Key(text.AsSpan(i - length, length));
            if (!seen.TryGetValue(context, out var next)) seen[context] = next = [];
            if (!next.TryGetValue(text[i], out HashSet<int>? occurrences)) next[text[i]] = occurrences = [];
            occurrences.Add(!isContinuation ? i : i == length ? -1 : text[i - length - 1]);
        }

        return _tables[(length, isContinuation)] = seen.ToDictionary(
            context => context.Key, context => context.Value.ToDictionary(next => next.Key, next => next.Value.Count));
    }

    /// <summary>Nothing, D1, D2 and D3+.</summary>
    private double[] Discounts(int length, bool isContinuation)
    {
        if (_discounts.TryGetValue((length, isContinuation), out double[]? discounts)) return discounts;
        int[] all = [.. Table(length, isContinuation).Values.SelectMany(next => next.Values)];
        double[] t = [.. Enumerable.Range(0, 5).Select(count => (double)all.Count(value => value == count))];
        double y = t[1] / (t[1] + 2 * t[2]);
        discounts = [0, 1 - 2 * y * t[2] / t[1], 2 - 3 * y * t[3] / t[2], 3 - 4 * y * t[4] / t[3]];
        bool isUsable = t[1] > 0 && t[2] > 0 && t[3] > 0 && discounts[2] > 0 && discounts[3] > 0;
        return _discounts[(length, isContinuation)] = isUsable ? discounts : [0, 0.5, 1, 1.5];
    }

    private static string Key(ReadOnlySpan<ushort> symbols) => string.Join(' ', symbols.ToArray());
}
