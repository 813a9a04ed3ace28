using RnnScope.Analysis.Errors.Oracles;

namespace RnnScope.Analysis.Tests.Errors;

/// <summary>The ledger as its page defines it, slow and obvious, for texts of ASCII characters.</summary>
internal static class LedgerReference
{
    /// <summary>The class (oracle, level) of an error; null when no oracle removes it.</summary>
    public static (string Oracle, string Level)? Class(
        IEnumerable<string> order, string text, string training, int at, double probability, IReadOnlyList<(int N, double[] Probabilities)> nGrams)
    {
        foreach (string oracle in order)
        {
            string? level = oracle switch
            {
                OracleNames.NGram => nGrams.OrderBy(model => model.N).Where(model => model.Probabilities[at] >= 0.5).Select(model => $"{model.N}").FirstOrDefault(),
                OracleNames.Memory => Memory(text, at),
                OracleNames.Rare => Rare(text, training, at),
                OracleNames.Start => Start(text, at),
                OracleNames.Punctuation => char.IsPunctuation(text[at]) && text[at] != '_' || char.IsSymbol(text[at]) ? "all" : null,
                _ => new[] { "0.1", "0.2", "0.3", "0.4", "0.5" }.FirstOrDefault(boost => probability + double.Parse(boost, null) >= 0.5),
            };
            if (level is not null) return (oracle, level);
        }

        return null;
    }

    private static string? Memory(string text, int at)
    {
        if (WordAt(text, at) is not var (from, word) || from == at) return null;
        foreach (int length in new[] { 100, 500, 1000, 5000 })
        {
            if (text[Math.Max(0, from - length)..from].Contains(word, StringComparison.Ordinal)) return $"{length}";
        }

        return null;
    }

    private static string? Rare(string text, string training, int at)
    {
        if (WordAt(text, at) is not var (_, word)) return null;
        int times = 0;
        for (int i = 0; i < training.Length; i++)
        {
            if (WordAt(training, i) is var (from, other) && from == i && other == word) times++;
        }

        return times <= 5 ? $"{times}" : null;
    }

    private static string? Start(string text, int at)
    {
        if (at > 0 && (char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '"' or '`' || (text[at - 1] == '\'' && !IsInWord(text, at - 1)))) return "space";
        return WordAt(text, at) is var (from, _) && from == at ? "word" : null;
    }

    private static (int From, string Word)? WordAt(string text, int at)
    {
        if (!IsInWord(text, at)) return null;
        int from = at, to = at + 1;
        while (from > 0 && IsInWord(text, from - 1)) from--;
        while (to < text.Length && IsInWord(text, to)) to++;
        return (from, text[from..to]);
    }

    private static bool IsInWord(string text, int at) =>
        IsLetter(text[at]) || (text[at] == '\'' && at > 0 && at < text.Length - 1 && IsLetter(text[at - 1]) && IsLetter(text[at + 1]));

    private static bool IsLetter(char symbol) => char.IsAsciiLetterOrDigit(symbol) || symbol == '_';
}
