using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Errors.Words;
using RnnScope.Analysis.Memory;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Cause;

/// <summary>Sorts the predicted symbols of a text: by what they are, or by what went wrong there.</summary>
/// <param name="Name">What they are sorted by, such as "character class".</param>
/// <param name="Classes">The names of the classes.</param>
/// <param name="ClassOf">(N - 1), the class of the symbol behind each but the last; -1 for none.</param>
public sealed record SymbolClassification(string Name, IReadOnlyList<string> Classes, IReadOnlyList<int> ClassOf)
{
    /// <summary>The class of symbols that are no errors.</summary>
    public const string Right = "right";

    /// <summary>Letters, digits, spaces, punctuation, line ends and others.</summary>
    public static SymbolClassification ByCharacter(ReadOnlySpan<ushort> ids, Vocabulary vocabulary)
    {
        CharacterClass[] classes = CharacterClasses.Of(SymbolClasses.Of(ids, vocabulary), ids, vocabulary);
        return new("character class", [.. Enum.GetNames<CharacterClass>().Select(name => name.ToLowerInvariant())], [.. classes.Skip(1).Select(found => (int)found)]);
    }

    /// <summary>Each symbol of the vocabulary for itself.</summary>
    public static SymbolClassification BySymbol(ReadOnlySpan<ushort> ids, Vocabulary vocabulary)
    {
        int[] classes = new int[ids.Length - 1];
        for (int i = 0; i < classes.Length; i++) classes[i] = ids[i + 1];
        return new("symbol", [.. Enumerable.Range(0, vocabulary.Count).Select(vocabulary.Symbol)], classes);
    }

    /// <summary>By the oracle of the error ledger that removes the error of the network as it is, before anything is held.</summary>
    /// <param name="ledger">The ledger of the text's symbols but the first.</param>
    public static SymbolClassification ByError(Ledger ledger)
    {
        List<string> oracles = [.. ledger.Totals.Select(total => total.Oracle)];
        int[] oracleOf = [.. ledger.Classes.Select(row => oracles.IndexOf(row.Oracle))];
        int[] classes = new int[ledger.ClassOf.Length];
        for (int i = 0; i < classes.Length; i++) classes[i] = ledger.ClassOf[i] < 0 ? oracles.Count : oracleOf[ledger.ClassOf[i]];
        return new("error", [.. oracles, Right], classes);
    }
}
