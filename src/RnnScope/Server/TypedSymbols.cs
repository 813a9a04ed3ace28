using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Server;

/// <summary>A typed text as a network reads it, with what is right at each symbol.</summary>
/// <param name="Ids">N symbols.</param>
/// <param name="Codes">(N), code points or byte values; -1 for a symbol that the network does not know.</param>
/// <param name="Characters">(N), for each symbol the index of the character of the text that it is read for.</param>
/// <param name="Targets">(N), the next symbol, or the word; <see cref="Target.None"/> where nobody knows.</param>
internal sealed record TypedSymbols(ushort[] Ids, int[] Codes, int[] Characters, ushort[] Targets)
{
    /// <summary>Turns a text into symbols.</summary>
    /// <exception cref="Problem">Nothing is left to be read.</exception>
    public static TypedSymbols Of(Model model, string text)
    {
        Vocabulary vocabulary = model.Vocabulary;
        int[] codes = SymbolReader.Codes(text, vocabulary.Kind);
        if (codes.Length == 0) throw new Problem(400, "there is no text", "expected at least one character, found none");
        int[] characters = CharactersOf(codes, vocabulary.Kind);
        if (model.Words is { } filtered)
        {
            codes = WordText.WithOrigins(codes, filtered.Filter, out ReadOnlyMemory<int> origins).ToArray();
            characters = [.. origins.ToArray().Select(origin => characters[origin])];
            if (codes.Length == 0) throw new Problem(400, "there is no text", "expected at least one word, found none");
        }

        ushort[] ids = vocabulary.Encode(codes);
        ushort[] targets = model.Words is { } words ? words.Targets(ids, vocabulary) : [.. ids[1..], Target.None];
        return new TypedSymbols(ids, [.. ids.Select(id => vocabulary.Codes[id])], characters, targets);
    }

    /// <summary>A character of a text of bytes may take several.</summary>
    private static int[] CharactersOf(int[] codes, SymbolKind kind)
    {
        int character = -1;
        return [.. codes.Select(code => kind == SymbolKind.Bytes && IsContinuation(code) ? character : ++character)];
    }

    private static bool IsContinuation(int code) => (code & 0xC0) == 0x80;
}
