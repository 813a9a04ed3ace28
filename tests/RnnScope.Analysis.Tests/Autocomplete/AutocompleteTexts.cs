using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Autocomplete;

/// <summary>Small texts of words.</summary>
internal static class AutocompleteTexts
{
    /// <summary>Sixty observations of ten characters, all of them "the cat th" cut between words: " the cat", " th" and so on.</summary>
    public static WordCorpus Repeated(int words = 3, int steps = 12) => new WordSplit(TextFilter.None, words, 4, steps) { Train = 0.5m, Validation = 0.2m }
        .Apply(SymbolReader.ReadString(string.Join(' ', Enumerable.Repeat("the cat thaw the then", 60)), SymbolKind.Characters));
}
