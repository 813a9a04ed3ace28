using System.Text;

namespace RnnScope.Engine.Text;

/// <summary>The symbols that a network knows, each with its id 0..V-1.</summary>
/// <remarks>
/// They are the distinct symbols of the training part in ascending order of their codes, and one symbol for everything else,
/// explicit and last. So a text with symbols that training never saw can be read, and how many there are can be said.
/// </remarks>
public sealed partial class Vocabulary
{
    /// <summary>The code that stands for all symbols that are not in the vocabulary.</summary>
    public const int UnknownCode = -1;

    /// <summary>The largest V: ids are stored in 16 bits.</summary>
    public const int LargestCount = ushort.MaxValue;

    private readonly int[] _codes;
    private readonly long[] _counts;
    private readonly ushort[] _ids;

    private Vocabulary(SymbolKind kind, int[] codes, long[] counts)
    {
        Kind = kind;
        _codes = codes;
        _counts = counts;
        UnknownId = (ushort)(codes.Length - 1);
        // A table over all codes up to the largest; codes above it are unknown too.
        _ids = new ushort[codes.Length == 1 ? 0 : codes[^2] + 1];
        Array.Fill(_ids, UnknownId);
        for (int id = 0; id < UnknownId; id++) _ids[codes[id]] = (ushort)id;
    }

    /// <summary>What one symbol is.</summary>
    public SymbolKind Kind { get; }

    /// <summary>V, the unknown symbol included.</summary>
    public int Count => _codes.Length;

    /// <summary>The id of the unknown symbol, V-1.</summary>
    public ushort UnknownId { get; }

    /// <summary>Byte or scalar values by id, ascending; <see cref="UnknownCode"/> at the end.</summary>
    public IReadOnlyList<int> Codes => _codes;

    /// <summary>How often each symbol occurs in the training part, by id; 0 for the unknown symbol.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>Collects the symbols of a training text.</summary>
    /// <param name="trainingCodes">Byte or scalar values; may be empty, then everything is unknown.</param>
    /// <param name="kind">What one symbol is.</param>
    /// <exception cref="TextException">There are more than 65,534 different symbols.</exception>
    public static Vocabulary From(ReadOnlySpan<int> trainingCodes, SymbolKind kind)
    {
        VocabularyBuilder builder = new(kind);
        builder.Add(trainingCodes);
        return builder.Build();
    }

    /// <summary>The ids of a text; symbols that are not in the vocabulary get <see cref="UnknownId"/>.</summary>
    public ushort[] Encode(ReadOnlySpan<int> codes) => Encode(codes, out _);

    /// <summary>The ids of a text.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    /// <param name="unknown">How many of them are not in the vocabulary; they get <see cref="UnknownId"/>.</param>
    public ushort[] Encode(ReadOnlySpan<int> codes, out int unknown)
    {
        ushort[] ids = new ushort[codes.Length];
        unknown = Encode(codes, ids);
        return ids;
    }

    /// <summary>The ids of a text.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    /// <param name="ids">Receives as many ids.</param>
    /// <returns>How many of them are not in the vocabulary; they get <see cref="UnknownId"/>.</returns>
    public int Encode(ReadOnlySpan<int> codes, Span<ushort> ids)
    {
        int unknown = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            int code = codes[i];
            ushort id = (uint)code < (uint)_ids.Length ? _ids[code] : UnknownId;
            ids[i] = id;
            if (id == UnknownId) unknown++;
        }

        return unknown;
    }

    /// <summary>The text of ids. Unknown symbols, and bytes that are not UTF-8, become U+FFFD.</summary>
    public string Decode(ReadOnlySpan<ushort> ids)
    {
        StringBuilder text = new(ids.Length);
        List<byte> bytes = [];
        foreach (ushort id in ids)
        {
            int code = CodeOf(id);
            if (Kind == SymbolKind.Bytes && code != UnknownCode)
            {
                bytes.Add((byte)code);
                continue;
            }

            Flush(text, bytes);
            text.Append(code == UnknownCode ? "\ufffd" : new Rune(code).ToString());
        }

        Flush(text, bytes);
        return text.ToString();

        static void Flush(StringBuilder text, List<byte> bytes)
        {
            text.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }

    /// <summary>A name for a symbol that can be seen: itself where it has a shape, else an escape or its number.</summary>
    public string Symbol(int id) => SymbolName.Of(CodeOf(id), Kind);

    /// <summary>Whether two vocabularies give the same ids to the same symbols.</summary>
    public bool HasSameSymbols(Vocabulary other) => Kind == other.Kind && _codes.AsSpan().SequenceEqual(other._codes);

    internal static Vocabulary Create(SymbolKind kind, int[] codes, long[] counts) => new(kind, codes, counts);

    private int CodeOf(int id) => (uint)id < (uint)_codes.Length
        ? _codes[id]
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"the vocabulary has V = {Count} symbols");
}
