using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace RnnScope.Engine.Text;

/// <summary>Finds words and regular expressions in a text of ids, in time that grows with the text alone.</summary>
/// <remarks>
/// Each symbol stands for one UTF-16 unit, so that what is found is at a symbol: characters that take two units stand for private ones of
/// the vocabulary, in the pattern too, and a text of bytes is searched byte by byte for the UTF-8 of the pattern. A pattern without
/// capitals finds capitals. No backtracking: what it would need, such as looking back, is refused. Matches are found whole up to
/// <see cref="LongestMatch"/> symbols.
/// </remarks>
public sealed class TextSearch
{
    /// <summary>Longer matches may be cut.</summary>
    public const int LongestMatch = 4096;

    /// <summary>The longest pattern.</summary>
    public const int LongestPattern = 1000;

    private const char Unknown = '\uFFFD', FirstPrivate = '\uE000';
    private const int Privates = 0xF8FF - 0xE000 + 1;

    private readonly Regex _regex;
    private readonly char[] _units;
    private readonly TimeSpan _limit;

    /// <summary>Prepares a search.</summary>
    /// <param name="vocabulary">The symbols of the text.</param>
    /// <param name="pattern">What to find.</param>
    /// <param name="isRegex">Whether it is a regular expression; else it is found as it stands.</param>
    /// <param name="limit">The longest time that a search may take.</param>
    /// <exception cref="ArgumentException">It is empty, too long, no regular expression, or one that needs backtracking.</exception>
    public TextSearch(Vocabulary vocabulary, string pattern, bool isRegex, TimeSpan limit)
    {
        if (pattern.Length is 0 or > LongestPattern) throw new ArgumentException($"expected a pattern of 1 to {LongestPattern} characters, found {pattern.Length}");
        _limit = limit;
        Dictionary<int, char> large = [];
        foreach (int code in vocabulary.Codes.Where(code => code > char.MaxValue).Take(Privates)) large[code] = (char)(FirstPrivate + large.Count);
        _units = [.. vocabulary.Codes.Select(code => code < 0 ? Unknown : code > char.MaxValue ? large.GetValueOrDefault(code, Unknown) : (char)code)];
        string units = vocabulary.Kind == SymbolKind.Bytes
            ? string.Concat(Encoding.UTF8.GetBytes(pattern).Select(value => (char)value))
            : string.Concat(pattern.EnumerateRunes().Select(rune => large.TryGetValue(rune.Value, out char unit) ? unit.ToString() : rune.ToString()));
        RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant;
        if (!HasCapitals(pattern, isRegex)) options |= RegexOptions.IgnoreCase;
        try
        {
            _regex = new Regex(isRegex ? units : Regex.Escape(units), options, limit);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException($"the expression needs backtracking: {e.Message}", e);
        }
    }

    /// <summary>Symbols that are looked at at once, besides what a match at their end may need: 8 MB of characters.</summary>
    /// <value>4 million; no result depends on it.</value>
    public int Window { get; init; } = 1 << 22;

    /// <summary>Finds the pattern.</summary>
    /// <param name="ids">The text.</param>
    /// <param name="from">The first symbol where a match may begin.</param>
    /// <param name="most">The most matches that are wanted.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Where matches begin and how many symbols each is long, in the order of the text; none is empty, none overlaps the one before.</returns>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public IReadOnlyList<(int Position, int Length)> Find(ReadOnlySpan<ushort> ids, int from, int most, CancellationToken cancellation = default)
    {
        List<(int, int)> found = [];
        long start = Stopwatch.GetTimestamp();
        char[] window = new char[Math.Min(ids.Length, 1 + Window + LongestMatch)];
        for (int at = from, next = from; at < ids.Length && found.Count < most; at += Window)
        {
            // The symbol before it, so that words and lines begin where they do.
            int first = Math.Max(0, at - 1), count = Math.Min(ids.Length - first, at - first + Window + LongestMatch);
            for (int i = 0; i < count; i++) window[i] = _units[ids[first + i]];
            if (next >= first + count) continue;
            try
            {
                foreach (ValueMatch match in _regex.EnumerateMatches(window.AsSpan(0, count), Math.Max(at, next) - first))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (first + match.Index >= at + Window || found.Count == most) break;
                    if (Stopwatch.GetElapsedTime(start) > _limit) throw new TimeoutException();
                    if (match.Length == 0) continue;
                    found.Add((first + match.Index, match.Length));
                    next = first + match.Index + match.Length;
                }
            }
            catch (RegexMatchTimeoutException e)
            {
                throw new TimeoutException(e.Message, e);
            }

            if (Stopwatch.GetElapsedTime(start) > _limit && at + Window < ids.Length) throw new TimeoutException();
        }

        return found;
    }

    /// <summary>In an expression, a letter behind a backslash is none of the text's.</summary>
    private static bool HasCapitals(string pattern, bool isRegex)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (isRegex && pattern[i] == '\\') i++;
            else if (char.IsUpper(pattern[i])) return true;
        }

        return false;
    }
}
