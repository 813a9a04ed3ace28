using System.IO.Enumeration;

namespace RnnScope.Engine.Corpora;

/// <summary>Which files become part of a corpus, as far as their names and sizes decide.</summary>
/// <param name="Include">Patterns with * and ?, one of which has to match; empty takes all files.</param>
/// <param name="Exclude">Patterns that leave a file out.</param>
/// <param name="Smallest">The least bytes of a file.</param>
/// <param name="Largest">The most.</param>
/// <remarks>
/// A pattern without a slash is compared with the file's name, one with a slash with its path below the folder that was given. * goes across
/// slashes. Upper and lower case are different.
/// </remarks>
public sealed record CorpusFilter(IReadOnlyList<string> Include, IReadOnlyList<string> Exclude, long Smallest = 1, long Largest = long.MaxValue)
{
    /// <summary>Why a file is left out; null when it is not.</summary>
    /// <param name="path">Its path below the folder, with slashes.</param>
    /// <param name="bytes">Its size.</param>
    public LeftOut? Reject(string path, long bytes)
    {
        if (Include.Count > 0 && !Include.Any(pattern => Matches(pattern, path))) return LeftOut.Name;
        if (Exclude.Any(pattern => Matches(pattern, path))) return LeftOut.Name;
        if (bytes == 0) return LeftOut.Empty;
        return bytes < Smallest || bytes > Largest ? LeftOut.Size : null;
    }

    private static bool Matches(string pattern, string path) => FileSystemName.MatchesSimpleExpression(
        pattern, pattern.Contains('/', StringComparison.Ordinal) ? path : path[(path.LastIndexOf('/') + 1)..], ignoreCase: false);
}

/// <summary>Why a file is no part of a corpus.</summary>
public enum LeftOut
{
    /// <summary>Its name matches no pattern that was asked for, or one that was excluded.</summary>
    Name,

    /// <summary>It has no bytes.</summary>
    Empty,

    /// <summary>It is too small or too large.</summary>
    Size,

    /// <summary>It has a NUL byte: it is no text.</summary>
    Binary,

    /// <summary>It is not UTF-8.</summary>
    NotUtf8,

    /// <summary>It cannot be read, or changed while it was read.</summary>
    Unreadable,

    /// <summary>It is a link; what it leads to may be elsewhere, or be met again.</summary>
    Link,
}
