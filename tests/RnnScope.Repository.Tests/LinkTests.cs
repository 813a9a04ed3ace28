using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>Every link from page to page leads somewhere.</summary>
public sealed partial class LinkTests
{
    [GeneratedRegex("^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")]
    private static partial Regex Elsewhere { get; }

    [GeneratedRegex("^L(?<first>[0-9]+)(?:-L(?<last>[0-9]+))?$")]
    private static partial Regex SourceLine { get; }

    [Fact]
    public void Links_InTheRepository_Resolve() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Theory]
    [InlineData("[a](missing.md)")]
    [InlineData("[a](../docs/other.MD)")]
    [InlineData("[a](#nowhere)")]
    [InlineData("[a](other.md#nowhere \"title\")")]
    [InlineData("![a](missing.png)")]
    [InlineData("[![a](missing.png)](other.md)")]
    [InlineData("[a][1]\n\n[1]: missing.md")]
    [InlineData("<img alt=\"a\" src=\"missing.png\">")]
    [InlineData("[a](../../outside.md)")]
    [InlineData("[a](../src/A.cs#L4)")]
    [InlineData("[a](/missing.md)")]
    [InlineData("[a]()")]
    public void Check_BrokenLink_IsFound(string text) => Assert.Single(Check(Planted(text)));

    [Theory]
    [InlineData("[a](other.md) and [b](./other.md#the-run-verb) and [c](../docs/)")]
    [InlineData("[a](other.md#the-run-verb-1) and [b](other.md#h-and-c) and [c](other.md#here)")]
    [InlineData("[a](other.md#snake_case-emphasis-a-link--dash) and [b](other.md#underlined) and [c](other.md#größe)")]
    [InlineData("[a](https://example.org/x) and [b](mailto:a@example.org) and [c](../src/A.cs#L2-L3)")]
    [InlineData("[a](/docs/other.md) and ![b](<../docs/a b.png>) and [c](a%20b.png)")]
    [InlineData("`[a](missing.md)`\n\n```\n[a](missing.md)\n```\n\n~~~text\n```\n[a](missing.md)\n~~~")]
    public void Check_GoodLink_IsLeftAlone(string text) => Assert.Empty(Check(Planted(text)));

    [Fact]
    public void Check_BrokenLink_IsFoundInItsLine() => Offence.AssertAt(Check(Planted("```\n# no heading\n```\n\n[a](#no-heading)\n")), "docs/page.md:5");

    private static RepositoryFiles Planted(string text) => RepositoryFiles.Planted(
        ("docs/page.md", text),
        ("docs/other.md", """
            # The `run` verb
            ## The `run` verb
            ## `h'` and *c*
            <a id="here"></a>
            ## `snake_case`: _emphasis_, [a link](page.md) & dash ##
            ## Größe
            Underlined
            ----------
            """),
        ("docs/a b.png", "\0"),
        ("src/A.cs", "1\n2\n3\n"));

    private static IEnumerable<Offence> Check(RepositoryFiles files) =>
        from file in files.Under("", ".md")
        from link in new MarkdownPage(file).Links
        where !Elsewhere.IsMatch(link.Target)
        let problem = Problem(files, file, Uri.UnescapeDataString(link.Target))
        where problem is not null
        select file.AtCharacter(link.Index, $"({link.Target}): {problem}");

    private static string? Problem(RepositoryFiles files, RepositoryFile page, string target)
    {
        string[] parts = target.Split('#', 2);
        string? path = parts[0].Length == 0 ? page.Path : Resolve(page.Folder, parts[0]);
        if (target.Length == 0 || path is null)
            return "the link leads out of the repository or nowhere";
        if (files.Find(path) is not { } file)
            return parts.Length == 1 && files.HasFolder(path) ? null : $"there is no file {path} (upper and lower case count)";
        if (parts.Length == 1)
            return null;
        if (file.Extension == ".md")
            return new MarkdownPage(file).Anchors.Contains(parts[1]) ? null : $"no heading of {path} has the anchor #{parts[1]}";
        return SourceLine.Match(parts[1]) is { Success: true } match && match.Groups.Values.Skip(1).Where(line => line.Success)
            .All(line => int.TryParse(line.Value, out int number) && number >= 1 && number <= file.Lines.Count)
            ? null : $"{path} has no #{parts[1]}";
    }

    private static string? Resolve(string folder, string target)
    {
        List<string> names = target.StartsWith('/') || folder.Length == 0 ? [] : [.. folder.Split('/')];
        foreach (string name in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".." && names.Count == 0)
                return null;
            if (name == "..")
                names.RemoveAt(names.Count - 1);
            else if (name != ".")
                names.Add(name);
        }

        return string.Join('/', names);
    }
}
