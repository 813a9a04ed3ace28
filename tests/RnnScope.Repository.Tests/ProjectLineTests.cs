namespace RnnScope.Repository.Tests;

/// <summary>The projects of src form one line; each knows its predecessor and nothing else.</summary>
public sealed class ProjectLineTests
{
    private static readonly string[] Line = ["RnnScope.Numerics", "RnnScope.Engine", "RnnScope.Analysis", "RnnScope"];
    private static readonly (string, string) Table = (Dependencies.Page, "## NuGet\n| `Some` | 1.0.0 | `src/RnnScope` | because |\n");

    [Fact]
    public void Projects_InTheRepository_FormTheLine() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Fact]
    public void Check_TheLine_IsLeftAlone() => Assert.Empty(Check(Planted()));

    [Theory]
    [InlineData("RnnScope.Numerics", "<ProjectReference Include=\"../RnnScope.Engine/RnnScope.Engine.csproj\" />")]
    [InlineData("RnnScope.Analysis", "<ProjectReference Include=\"../RnnScope.Numerics/RnnScope.Numerics.csproj\" />")]
    [InlineData("RnnScope.Engine", "<PackageReference Include=\"Some\" />")]
    [InlineData("RnnScope", "<PackageReference Include=\"Other\" />")]
    [InlineData("RnnScope.Analysis", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />")]
    public void Check_ReferenceOffTheLine_IsFound(string project, string item) =>
        Offence.AssertAt(Check(Planted((project, item))), $"src/{project}/{project}.csproj:3");

    [Fact]
    public void Check_MissingReference_IsFound() => Offence.AssertAt(
        Check(RepositoryFiles.Planted([Table, .. Line.Select(name => ($"src/{name}/{name}.csproj", "<Project>\n</Project>\n"))])),
        "src/RnnScope.Analysis/RnnScope.Analysis.csproj:1", "src/RnnScope.Engine/RnnScope.Engine.csproj:1", "src/RnnScope/RnnScope.csproj:1");

    [Fact]
    public void Check_UnknownProject_IsFound() => Offence.AssertAt(
        Check(RepositoryFiles.Planted(Table, ("src/RnnScope.Extra/RnnScope.Extra.csproj", "<Project />\n"))), "src/RnnScope.Extra/RnnScope.Extra.csproj:1");

    private static RepositoryFiles Planted(params (string Project, string Item)[] extra) => RepositoryFiles.Planted(
        [Table, .. Line.Select((name, k) => ($"src/{name}/{name}.csproj", string.Join('\n',
            [
                "<Project>",
                k == 0 ? "" : $"<ProjectReference Include=\"../{Line[k - 1]}/{Line[k - 1]}.csproj\" />",
                .. extra.Where(planted => planted.Project == name).Select(planted => planted.Item),
                "</Project>",
            ])))]);

    private static IEnumerable<Offence> Check(RepositoryFiles files) =>
        files.Under("src", ".csproj", ".props", ".targets").SelectMany(file => Check(file, Dependencies.Documented(files, Dependencies.NuGet)));

    private static IEnumerable<Offence> Check(RepositoryFile file, IReadOnlyList<Dependency> documented)
    {
        int place = Array.IndexOf(Line, file.Stem);
        if (place < 0 && file.Extension == ".csproj")
            yield return file.At(1, $"a project of src is one of {string.Join(", ", Line)}: move the code into one of them, or the project out of src");

        string? predecessor = place > 0 ? $"../{Line[place - 1]}/{Line[place - 1]}.csproj" : null;
        Dependency[] references = [.. Dependencies.Items(file, "ProjectReference")];
        foreach (Dependency reference in references.Where(reference => reference.Name.Replace('\\', '/') != predecessor))
            yield return file.At(reference.Line, $"{reference.Name}: the only project this one may reference is {predecessor ?? "none"}");
        if (predecessor is not null && references.Length == 0)
            yield return file.At(1, $"the project must reference {predecessor}");

        foreach (Dependency package in Dependencies.Items(file, "PackageReference"))
            if (!documented.Any(row => row.Name == package.Name && row.Where.Contains(file.Folder)))
                yield return file.At(package.Line, $"{package.Name}: {Dependencies.Page} does not list it for {file.Folder}; do without it, or give the reason there");

        foreach (Dependency framework in Dependencies.Items(file, "FrameworkReference"))
            if (place != Line.Length - 1)
                yield return file.At(framework.Line, $"{framework.Name}: only src/{Line[^1]} knows about HTTP");
    }
}
