using RnnScope.Analysis.Errors.Words;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Features;

/// <summary>A text and what scanners found in it. Each scanner runs once, when the first property asks for it.</summary>
/// <remarks>May be used by several threads. N is the number of symbols.</remarks>
public sealed class ScannedText
{
    private readonly Lazy<SourceState[]> _states;
    private readonly Lazy<int[]> _partners;
    private readonly Lazy<SymbolClass[]> _classes;
    private readonly Lazy<MarkupState[]> _markup;
    private readonly Lazy<MatchedText> _matched;

    /// <summary>Keeps a copy of a text.</summary>
    /// <param name="codes">Byte or scalar values; -1 for the unknown symbol.</param>
    /// <param name="symbols">What the values are. Bytes are read as UTF-8 where properties are about characters.</param>
    /// <param name="kind">What sort of text it is.</param>
    public ScannedText(ReadOnlySpan<int> codes, SymbolKind symbols, TextKind kind = TextKind.Auto)
    {
        Codes = codes.ToArray();
        Symbols = symbols;
        Kind = kind == TextKind.Auto ? TextKinds.Choose(codes) : kind;
        Characters = symbols == SymbolKind.Characters || !codes.ContainsAnyInRange(0x80, 0xff)
            ? Codes : CharacterReader.AtLastSymbols(codes, symbols);
        _states = new(() => SourceScanner.Scan(Codes));
        _partners = new(() => BracketTracks.Partners(Characters, Kind));
        _classes = new(() => SymbolClasses.Of(Codes, Symbols));
        _markup = new(() => MarkupScanner.Scan(Characters));
        _matched = new(() => new MatchedText(Codes, Symbols));
    }

    /// <summary>A text that a network has read.</summary>
    /// <param name="ids">(N), its symbols.</param>
    /// <param name="vocabulary">What they are.</param>
    /// <param name="kind">What sort of text it is.</param>
    public static ScannedText Of(ReadOnlySpan<ushort> ids, Vocabulary vocabulary, TextKind kind = TextKind.Auto)
    {
        int[] codes = new int[ids.Length];
        for (int i = 0; i < codes.Length; i++) codes[i] = vocabulary.Codes[ids[i]];
        return new ScannedText(codes, vocabulary.Kind, kind);
    }

    /// <summary>N.</summary>
    public int Length => Codes.Length;

    /// <summary>What one symbol is.</summary>
    public SymbolKind Symbols { get; }

    /// <summary>What sort of text it is; never <see cref="TextKind.Auto"/>.</summary>
    public TextKind Kind { get; }

    /// <summary>(N), the values.</summary>
    internal int[] Codes { get; }

    /// <summary>(N), scalar values: the same for a text of characters, each at its last byte for a text of bytes.</summary>
    internal int[] Characters { get; }

    /// <summary>(N), strings and comments of source text.</summary>
    internal SourceState[] States => _states.Value;

    /// <summary>(N), where the bracket that opens here is closed; 0 for all other symbols.</summary>
    internal int[] Partners => _partners.Value;

    /// <summary>(N), classes of symbols; all bytes of a character have its class.</summary>
    internal SymbolClass[] Classes => _classes.Value;

    /// <summary>(N), tags and the like.</summary>
    internal MarkupState[] Markup => _markup.Value;

    /// <summary>The text as regular expressions see it.</summary>
    internal MatchedText Matched => _matched.Value;
}
