using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>C# text with its comments and strings blanked out, every other character in its place.</summary>
internal static partial class CSharpSource
{
    // Comments, raw strings, verbatim strings, plain strings and characters, in the order in which they must be tried.
    [GeneratedRegex("""
        //[^\n]* | /\*.*?\*/ | (?<raw>"{3,}).*?\k<raw>"* | @\$?"(?:""|[^"])*" | \$@"(?:""|[^"])*" | "(?:\\.|[^"\\\n])*" | '(?:\\[^\n']+|\\'|[^'\\\n])'
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotCode { get; }

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex AnyCharacter { get; }

    public static string CodeOnly(string text) => NotCode.Replace(text, match => AnyCharacter.Replace(match.Value, " "));
}
