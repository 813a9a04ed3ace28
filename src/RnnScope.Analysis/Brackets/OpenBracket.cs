namespace RnnScope.Analysis.Brackets;

/// <summary>A bracket that waits for its closing one, and those before it: a stack that can be kept and come back to.</summary>
/// <remarks>
/// Each knows the nearest one of every kind, so that closing takes a constant time, however many brackets a damaged text
/// leaves open.
/// </remarks>
internal sealed class OpenBracket
{
    // No text is nested so deeply; one that seems to be must not take all memory.
    private const int MostOpen = 100_000;

    private static readonly int[] Closing = [')', ']', '}', '\u201d'];
    private static readonly int[] Opening = ['(', '[', '{', '\u201c'];

    private readonly int _position, _depth;
    private readonly OpenBracket? _below;
    private readonly OpenBracket?[] _nearest;

    private OpenBracket(int kind, int position, OpenBracket? below)
    {
        (_position, _below, _depth) = (position, below, (below?._depth ?? 0) + 1);
        _nearest = below is null ? new OpenBracket?[Closing.Length] : [.. below._nearest];
        _nearest[kind] = this;
    }

    /// <summary>Reads one symbol that may be a bracket.</summary>
    /// <param name="top">The brackets that are open before it.</param>
    /// <param name="code">The symbol.</param>
    /// <param name="position">Where it is.</param>
    /// <param name="pairs">Receives the pair that it completes. Brackets that were opened in between and never closed are given up.</param>
    /// <returns>The brackets that are open after it.</returns>
    public static OpenBracket? Read(OpenBracket? top, int code, int position, List<BracketPair> pairs)
    {
        int kind = Array.IndexOf(Opening, code);
        if (kind >= 0) return top?._depth >= MostOpen ? top : new OpenBracket(kind, position, top);
        kind = Array.IndexOf(Closing, code);
        if (kind < 0 || top?._nearest[kind] is not { } partner) return top;
        pairs.Add(new BracketPair(partner._position, position));
        return partner._below;
    }
}
