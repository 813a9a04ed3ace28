using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>A test that does not run is a debt; every debt is written down with its reason and its end.</summary>
public sealed partial class SkippedTestTests
{
    private const string List = "docs/skipped-tests.md";

    [GeneratedRegex(@"\bSkip\s*=(?!=)|\bSkipException\b|\bAssert\s*\.\s*Skip\w*\s*\(")]
    private static partial Regex SkipInCSharp { get; }

    [GeneratedRegex(@"\b(?:it|test|describe|suite)\s*\.\s*(?:skip|todo|only|skipIf|runIf|fails)\b|\b(?:xit|xtest|xdescribe)\s*\(")]
    private static partial Regex SkipInTypeScript { get; }

    [GeneratedRegex(@"\b(?:void|Task|ValueTask)\s+(\w+)\s*\(")]
    private static partial Regex TestMethod { get; }

    [GeneratedRegex(@"^\|\s*`([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex ListedTest { get; }

    [Fact]
    public void SkippedTests_InTheRepository_AreListed() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Fact]
    public void Check_UnlistedSkip_IsFound()
    {
        RepositoryFiles files = RepositoryFiles.Planted(
            (List, "| `ATests.Listed` | reason | end |\n"),
            ("tests/T/ATests.cs", "[Fact(Skip = \"slow\")]\npublic void Listed() { }\n\n[Fact(Skip = \"slow\")]\npublic async Task Unlisted() { }\n"),
            ("viewer/test/marks.test.ts", "test.skip('draws', () => {});\n"));
        Offence.AssertAt(Check(files), "tests/T/ATests.cs:4", "viewer/test/marks.test.ts:1");
    }

    [Fact]
    public void Check_ListedTestThatRuns_IsFound()
    {
        RepositoryFiles files = RepositoryFiles.Planted(
            (List, "| test | reason |\n|---|---|\n| `ATests.Runs` | reason |\n"),
            ("tests/T/ATests.cs", "[Fact]\npublic void Runs() { }\n"));
        Offence.AssertAt(Check(files), List + ":3");
    }

    private static IEnumerable<Offence> Check(RepositoryFiles files)
    {
        RepositoryFile list = files.Find(List) ?? throw new InvalidOperationException($"{List} is missing");
        Match[] listed = [.. ListedTest.Matches(list.Text).Cast<Match>()];
        Skipped[] skipped = [.. files.Under("", ".cs").SelectMany(InCSharp), .. files.Under("viewer", ".ts", ".svelte").SelectMany(InTypeScript)];
        return skipped
            .Where(test => !Array.Exists(listed, row => row.Groups[1].Value == test.Name))
            .Select(test => test.File.AtCharacter(test.Index, $"{test.Name} is skipped: let it run, or list it in {List} with the reason and what must happen first"))
            .Concat(listed.Where(row => !Array.Exists(skipped, test => row.Groups[1].Value == test.Name))
                .Select(row => list.AtCharacter(row.Index, $"{row.Groups[1].Value} is not skipped any more: remove the row")));
    }

    private static IEnumerable<Skipped> InCSharp(RepositoryFile file)
    {
        string code = CSharpSource.CodeOnly(file.Text);
        foreach (Match match in SkipInCSharp.Matches(code))
        {
            Match method = TestMethod.Match(code, match.Index);
            yield return new Skipped(file, match.Index, method.Success ? $"{file.Stem}.{method.Groups[1].Value}" : file.Stem);
        }
    }

    private static IEnumerable<Skipped> InTypeScript(RepositoryFile file) =>
        from Match match in SkipInTypeScript.Matches(file.Text)
        select new Skipped(file, match.Index, file.Name);

    private sealed record Skipped(RepositoryFile File, int Index, string Name);
}
