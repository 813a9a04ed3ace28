using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>What is released is finished: open ends are issues, not comments.</summary>
public sealed partial class OpenEndTests
{
    [GeneratedRegex(@"\b(?:TODO|FIXME|NotImplementedException)\b")]
    private static partial Regex OpenEnd { get; }

    [Fact]
    public void Sources_InTheRepository_AreFinished() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Fact]
    public void Check_OpenEnds_AreFound()
    {
        RepositoryFiles files = RepositoryFiles.Planted(
            ("src/A.cs", "int a;\n// TODO: more\n"),
            ("src/B.cs", "throw new NotImplementedException();\n"),
            ("viewer/src/c.ts", "\n\n/* FIXME */\n"),
            ("docs/plan.md", "TODO\n"));
        Offence.AssertAt(Check(files), "src/A.cs:2", "src/B.cs:1", "viewer/src/c.ts:3");
    }

    private static IEnumerable<Offence> Check(RepositoryFiles files) =>
        from file in files.Under("src").Concat(files.Under("viewer/src"))
        from Match match in OpenEnd.Matches(file.Text)
        select file.AtCharacter(match.Index, $"{match.Value}: finish it, or open an issue and remove the mark");
}
