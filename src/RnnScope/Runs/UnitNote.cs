using RnnScope.Engine.Tracing;

namespace RnnScope.Runs;

/// <summary>What somebody called a unit, and wrote about it.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Unit">Its index within the site.</param>
/// <param name="Name">A few words on one line; may be empty where there is a text.</param>
/// <param name="Text">What was seen; may be empty where there is a name.</param>
internal sealed record UnitNote(string Site, int Unit, string Name, string Text)
{
    /// <summary>The most characters (UTF-16 code units) of a name and of a text.</summary>
    public const int LongestName = 80, LongestText = 2000;

    /// <summary>Where the unit is.</summary>
    public UnitAddress Address() => new(Site, Unit);

    /// <summary>Whether nothing is said: such a note is none.</summary>
    public bool IsEmpty() => Name.Length == 0 && Text.Length == 0;

    /// <summary>What is wrong with it: expected and found; null for nothing.</summary>
    public (string Expected, string Found)? Mistake()
    {
        if (Unit < 0) return ("a unit from 0", $"{Unit}");
        if (Name.Length > LongestName) return ($"a name of at most {LongestName} characters", $"{Name.Length}");
        if (Text.Length > LongestText) return ($"a note of at most {LongestText:N0} characters", $"{Text.Length:N0}");
        if (Name.Any(IsControl)) return ("a name on one line, without control characters", "some");
        return Text.Any(character => IsControl(character) && character is not ('\n' or '\t')) ? ("a note without control characters", "some") : null;
    }

    private static bool IsControl(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';
}
