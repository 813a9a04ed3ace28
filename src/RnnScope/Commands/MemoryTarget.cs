using RnnScope.Analysis.Memory;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Commands;

/// <summary>What <c>memory --target</c> means: what is right, the likeliest, or one symbol or word.</summary>
internal static class MemoryTarget
{
    /// <summary>Finds a target among what a network predicts.</summary>
    /// <exception cref="CommandException">There is no such symbol or word.</exception>
    public static ConnectivityOptions Of(string target, Model model)
    {
        if (target == "true") return new ConnectivityOptions { Target = ConnectivityTarget.True };
        if (target == "likeliest") return new ConnectivityOptions { Target = ConnectivityTarget.Likeliest };
        int id = model.Words is { } words ? Word(target, words) : Symbol(target, model.Vocabulary);
        return new ConnectivityOptions { Target = ConnectivityTarget.Symbol, Symbol = id };
    }

    private static int Word(string target, WordVocabulary words)
    {
        // Written as in any text: "Grammar" where the network reads lower case, " true" for that very word.
        int[] codes = WordText.Of(SymbolReader.Codes(target, SymbolKind.Characters), words.Filter).ToArray();
        ushort id = words.Find(string.Concat(codes.Select(char.ConvertFromUtf32)).Trim());
        return id != Target.None
            ? id
            : throw new CommandException(
                ExitCode.Usage, $"--target: expected true, likeliest or a word of the network, found '{Failure.OneLine(target)}'",
                $"it predicts the {words.Count} most frequent words of its text, such as '{Failure.OneLine(words.Words[0])}'");
    }

    private static int Symbol(string target, Vocabulary vocabulary)
    {
        ushort[] ids = vocabulary.Encode(SymbolReader.Codes(target, vocabulary.Kind), out int unknown);
        if (ids.Length == 1 && unknown == 0) return ids[0];
        // Symbols without a shape go by the names that reports give them.
        int named = Enumerable.Range(0, vocabulary.Count).FirstOrDefault(id => vocabulary.Symbol(id) == target, -1);
        return named >= 0
            ? named
            : throw new CommandException(
                ExitCode.Usage, $"--target: expected true, likeliest or a symbol of the network, found '{Failure.OneLine(target)}'",
                "a line feed is written \\n, a space ␣ or \" \"");
    }
}
