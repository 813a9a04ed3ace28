using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>Every built-in unit has its page, with the equations that really run, and its gradients are checked.</summary>
public sealed partial class UnitPageTests
{
    private const string Units = "src/RnnScope.Engine/Units/BuiltIn";
    private const string Pages = "docs/units";
    private const string EngineTests = "tests/RnnScope.Engine.Tests";
    private const string SharedList = "BuiltInUnits.cs";
    private const string Theory = "class GradientTests { [MemberData(nameof(BuiltInUnits.Names), MemberType = typeof(BuiltInUnits))] }\n";

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace { get; }

    // The whole list, as MemberData or as a value; not a part of it.
    [GeneratedRegex(@"\bBuiltInUnits\.Names\b(?!\s*\.\s*(?:Where|Except|Skip|Take|First|Last|Single))")]
    private static partial Regex WholeList { get; }

    [Fact]
    public void BuiltInUnits_InTheRepository_HavePages() => Offence.AssertNone(CheckPages(RepositoryFiles.Here));

    [Fact]
    public void BuiltInUnits_InTheRepository_HaveGradientChecks() => Offence.AssertNone(CheckGradients(RepositoryFiles.Here));

    [Theory]
    [InlineData("docs/units/rnn.md", "```\nunit rnn\nstate h\nh' = tanh(affine(x,   h)) as hidden state\n```\n", 0)]
    [InlineData("docs/units/rnn.md", "```\nunit rnn\nstate h\nh' = tanh(affine(h, x)) as hidden state\n```\n", 1)]
    [InlineData("docs/units/rnn.md", "```\nunit rnn\nstate h\n\nThen:\nh' = tanh(affine(x, h)) as hidden state\n```\n", 1)]
    [InlineData("docs/units/other.md", "```\nunit rnn\nstate h\nh' = tanh(affine(x, h)) as hidden state\n```\n", 2)]
    public void CheckPages_PageAndUnit_MustAgree(string path, string text, int offences) => Assert.Equal(offences, CheckPages(RepositoryFiles.Planted(
        ($"{Units}/rnn.unit", "# Elman\nunit rnn\nstate h\nh' = tanh(affine(x, h))   as hidden state\n"), (path, text))).Count());

    [Theory]
    [InlineData(Theory, 0)]
    [InlineData("class GradientTests { [InlineData(\"rnn\")] }\n", 1)]
    [InlineData("class GradientTests { // BuiltInUnits.Names\n }\n", 1)]
    [InlineData("class GradientTests { var names = BuiltInUnits.Names.Where(name => true); }\n", 1)]
    public void CheckGradients_Theory_MustCoverAllUnits(string text, int offences) => Assert.Equal(offences, CheckGradients(RepositoryFiles.Planted(
        ($"{Units}/rnn.unit", "unit rnn\n"), ($"{EngineTests}/Units/GradientTests.cs", text))).Count());

    [Fact]
    public void CheckGradients_TypedList_IsFound() => Offence.AssertAt(
        CheckGradients(RepositoryFiles.Planted(
            ($"{Units}/rnn.unit", "unit rnn\n"), ($"{EngineTests}/GradientTests.cs", Theory), ("tests/RnnScope.Testing/" + SharedList, "class BuiltInUnits\n{ Names = [\"rnn\"]; }\n"))),
        "tests/RnnScope.Testing/BuiltInUnits.cs:2");

    private static RepositoryFile[] BuiltIn(RepositoryFiles files) => [.. files.Under(Units, ".unit")];

    private static IEnumerable<Offence> CheckPages(RepositoryFiles files)
    {
        RepositoryFile[] units = BuiltIn(files);
        foreach (RepositoryFile unit in units)
        {
            string path = $"{Pages}/{unit.Stem}.md";
            if (files.Find(path) is not { } page)
                yield return unit.At(1, $"there is no page {path}: write it, with the file's equations in a code block");
            else if (!Normal(page).Contains(Normal(unit), StringComparison.Ordinal))
                yield return page.At(1, $"the page does not contain the lines of {unit.Path}: copy them into its code block");
        }

        // Pages may come before the first unit; after that, a page without its unit describes nothing.
        foreach (RepositoryFile page in files.Under(Pages, ".md").Where(page => units.Length > 0 && !units.Any(unit => unit.Stem == page.Stem)))
            yield return page.At(1, $"there is no unit {Units}/{page.Stem}.unit: remove the page or rename it");
    }

    private static IEnumerable<Offence> CheckGradients(RepositoryFiles files)
    {
        RepositoryFile[] units = BuiltIn(files);
        if (units.Length == 0)
            yield break;
        if (!files.Under(EngineTests, ".cs").Any(file => file.Stem == "GradientTests" && WholeList.IsMatch(CSharpSource.CodeOnly(file.Text))))
            yield return units[0].At(1, $"no GradientTests.cs in {EngineTests} runs over BuiltInUnits.Names: add the theory, over all names");
        foreach (RepositoryFile list in files.All.Where(file => file.Name == SharedList))
            foreach (RepositoryFile unit in units)
                if (list.Text.IndexOf($"\"{unit.Stem}\"", StringComparison.Ordinal) is >= 0 and int index)
                    yield return list.AtCharacter(index, "list the units from the engine's resources, so that a new one cannot be forgotten");
    }

    // White space and comments are free; everything else of a unit file is quoted line by line.
    private static string Normal(RepositoryFile file) => "\n" + string.Concat(file.Lines
        .Select(line => WhiteSpace.Replace(line, " ").Trim())
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line + "\n"));
}
