using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>The page about properties has every built-in one, with the definition that the program shows, and no other.</summary>
public sealed partial class PropertyPageTests
{
    private const string Table = "src/RnnScope.Analysis/Features/BuiltInProperties.cs";
    private const string Page = "docs/properties.md";

    [GeneratedRegex("""(?<kind>Binary|Numeric)\("(?<name>[^"]+)", "\w+", \w+,\s*"(?<text>(?:[^"\\]|\\.)*)"(?=,)""")]
    private static partial Regex Definition { get; }

    [GeneratedRegex(@"^\| (?<name>[^|]+) \| (?<kind>binary|numeric) \| (?<text>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row { get; }

    [Fact]
    public void Properties_InTheRepository_AreOnTheirPage()
    {
        Assert.InRange(Definition.Count(RepositoryFiles.Here.Find(Table)!.Text), 30, 100);
        Offence.AssertNone(Check(RepositoryFiles.Here));
    }

    [Theory]
    [InlineData("| a name | binary | 1 at `\"`, and so on |\n", 0)]
    [InlineData("| a name | numeric | 1 at `\"`, and so on |\n", 1)]
    [InlineData("| a name | binary | 1 at `'`, and so on |\n", 1)]
    [InlineData("| another name | binary | 1 at `\"`, and so on |\n", 2)]
    [InlineData("| `function(text)` | binary | something |\n| a name | binary | 1 at `\"`, and so on |\n", 0)]
    public void Check_PageAndTable_MustAgree(string page, int offences) => Assert.Equal(offences, Check(RepositoryFiles.Planted(
        (Table, "Binary(\"a name\", \"line\", Everywhere,\n  \"1 at \\\", and so on\", text => null),\n"), (Page, page))).Count());

    private static IEnumerable<Offence> Check(RepositoryFiles files)
    {
        if (files.Find(Table) is not { } table || files.Find(Page) is not { } page) yield break;
        Dictionary<string, Match> definitions = Definition.Matches(table.Text).ToDictionary(match => match.Groups["name"].Value);
        // What is in code marks are functions of expressions.
        Dictionary<string, Match> rows = Row.Matches(page.Text).Where(match => match.Groups["name"].Value[0] != '`').ToDictionary(match => match.Groups["name"].Value);
        foreach ((string name, Match definition) in definitions)
        {
            if (!rows.TryGetValue(name, out Match? row))
                yield return table.AtCharacter(definition.Index, $"'{name}' is not in a table of {Page}: add it");
            else if (!Same(definition, row))
                yield return page.AtCharacter(row.Index, $"'{name}' is defined differently in {Table}: let both say the same");
        }

        foreach ((string name, Match row) in rows.Where(row => !definitions.ContainsKey(row.Key)))
            yield return page.AtCharacter(row.Index, $"there is no property '{name}' in {Table}: remove the row or rename it");
    }

    private static bool Same(Match definition, Match row) =>
        string.Equals(definition.Groups["kind"].Value, row.Groups["kind"].Value, StringComparison.OrdinalIgnoreCase)
        && Plain(definition.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)) == Plain(row.Groups["text"].Value);

    // Code marks are the page's own, with or without spaces within.
    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
