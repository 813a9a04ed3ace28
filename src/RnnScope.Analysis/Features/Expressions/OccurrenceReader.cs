namespace RnnScope.Analysis.Features.Expressions;

/// <summary>Says after each symbol of a text whether the text so far ends with a mark; each takes constant time on average.</summary>
/// <remarks>Knuth, Morris and Pratt 1977, Fast Pattern Matching in Strings.</remarks>
internal sealed class OccurrenceReader
{
    private readonly int[] _mark, _shorter;
    private int _matched;

    /// <summary>Prepares a mark.</summary>
    /// <param name="mark">Its symbols; at least one.</param>
    public OccurrenceReader(int[] mark)
    {
        (_mark, _shorter) = (mark, new int[mark.Length + 1]);
        for (int i = 1; i < mark.Length; i++)
        {
            int length = _shorter[i];
            while (length > 0 && mark[i] != mark[length]) length = _shorter[length];
            _shorter[i + 1] = mark[i] == mark[length] ? length + 1 : 0;
        }
    }

    /// <summary>Symbols of the mark.</summary>
    public int Length => _mark.Length;

    /// <summary>Reads on. Occurrences may overlap.</summary>
    public bool Read(int code)
    {
        if (_matched == _mark.Length) _matched = _shorter[_matched];
        while (_matched > 0 && _mark[_matched] != code) _matched = _shorter[_matched];
        if (_mark[_matched] == code) _matched++;
        return _matched == _mark.Length;
    }

    /// <summary>The symbols read so far are not part of an occurrence to come.</summary>
    public void Forget() => _matched = 0;
}
