using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>What a Markdown page links to and which anchors it offers, by the rules that GitHub uses.</summary>
internal sealed partial class MarkdownPage
{
    private readonly string _text;

    public MarkdownPage(RepositoryFile file)
    {
        _text = BlankCodeBlocks(file.Text);
        string prose = CodeSpan.Replace(_text, match => new string(' ', match.Length));
        Links = [.. Target.Matches(prose).Select(match => (match.Index, match.Groups["target"].Value.Trim('<', '>')))];
        Anchors = HeadingAnchors().Concat(ExplicitAnchor.Matches(prose).Select(match => match.Groups[1].Value)).ToHashSet();
    }

    /// <summary>Every link and image: where it starts and what it points to.</summary>
    public IReadOnlyList<(int Index, string Target)> Links { get; }

    public IReadOnlySet<string> Anchors { get; }

    [GeneratedRegex(@"^[ \t>]*(?<fence>`{3,}|~{3,})")]
    private static partial Regex FenceLine { get; }

    [GeneratedRegex(@"(?<ticks>`+)(?!`).+?(?<!`)\k<ticks>(?!`)", RegexOptions.Singleline)]
    private static partial Regex CodeSpan { get; }

    // [text](target "title"), [name]: target, <a href="target">, <img src="target">
    [GeneratedRegex("""
        \]\(\s*(?<target><[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)
        | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:\s*(?<target>\S+)
        | <(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)="(?<target>[^"]*)"
        """, RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Target { get; }

    [GeneratedRegex("""<\w+\b[^>]*?\b(?:id|name)="([^"]+)">?""")]
    private static partial Regex ExplicitAnchor { get; }

    [GeneratedRegex(@"^ {0,3}#{1,6}[ \t]+(?<text>.*?)(?:[ \t]+#+)?[ \t]*$|^(?<text>[^\s|#>-].*)\n(?:=+|-+)[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex InlineLink { get; }

    [GeneratedRegex(@"<[^>]+>|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")]
    private static partial Regex TagOrUnderscoreEmphasis { get; }

    [GeneratedRegex(@"[^\p{L}\p{M}\p{Nd}\p{Pc}\- ]")]
    private static partial Regex NotInAnchor { get; }

    private static string BlankCodeBlocks(string text)
    {
        StringBuilder result = new(text.Length);
        string? fence = null;
        foreach (string line in text.Split('\n'))
        {
            string found = FenceLine.Match(line).Groups["fence"].Value;
            bool isFence = found.Length > 0 && (fence is null || found.StartsWith(fence, StringComparison.Ordinal));
            result.Append(isFence || fence is not null ? new string(' ', line.Length) : line).Append('\n');
            if (isFence)
                fence = fence is null ? found : null;
        }

        return result.ToString(0, text.Length);
    }

    // Lower case, no punctuation, hyphens for spaces, a number from the second time on.
    private IEnumerable<string> HeadingAnchors()
    {
        Dictionary<string, int> seen = [];
        foreach (Match heading in Heading.Matches(_text))
        {
            string text = InlineLink.Replace(heading.Groups["text"].Value, "${text}");
            int end = 0;
            StringBuilder plain = new();
            foreach (Match code in CodeSpan.Matches(text))
            {
                plain.Append(WithoutMarkup(text[end..code.Index])).Append(code.Value);
                end = code.Index + code.Length;
            }

            plain.Append(WithoutMarkup(text[end..]));
#pragma warning disable CA1308 // anchors are lower case
            string anchor = NotInAnchor.Replace(plain.ToString().ToLowerInvariant(), "").Trim().Replace(' ', '-');
#pragma warning restore CA1308
            int times = seen[anchor] = seen.GetValueOrDefault(anchor, -1) + 1;
            yield return times == 0 ? anchor : $"{anchor}-{times}";
        }
    }

    private static string WithoutMarkup(string text) => WebUtility.HtmlDecode(TagOrUnderscoreEmphasis.Replace(text, ""));
}
