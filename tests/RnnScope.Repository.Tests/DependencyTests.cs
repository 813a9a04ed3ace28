using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>Every package has one exact version and a reason that somebody wrote down.</summary>
public sealed partial class DependencyTests
{
    private const string Table = """
        ## NuGet packages

        | package | version | where | why |
        |---|---|---|---|
        | `Used` | 1.2.3 | `src/RnnScope` | because |
        {0}
        ## npm packages

        | package | version | where | why |
        |---|---|---|---|
        | `vite` | 7.3.8 | `viewer` | because |
        """;

    [GeneratedRegex(@"^\d+\.\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?$")]
    private static partial Regex ExactVersion { get; }

    [Fact]
    public void NuGetPackages_InTheRepository_AreDocumented() => Offence.AssertNone(CheckNuGet(RepositoryFiles.Here));

    [Fact]
    public void NpmPackages_InTheRepository_AreExactAndDocumented() => Offence.AssertNone(CheckNpm(RepositoryFiles.Here));

    [Fact]
    public void CheckNuGet_MissingOtherOrExtraVersion_IsFound()
    {
        RepositoryFiles files = RepositoryFiles.Planted(
            (Dependencies.Page, Table.Replace("{0}", "| `Gone` | 1.0.0 | `src/RnnScope` | because |\n", StringComparison.Ordinal)),
            (Dependencies.Central, "<Project>\n<PackageVersion Include=\"Used\" Version=\"1.2.4\" />\n<PackageVersion Include=\"New\" Version=\"1.*\" />\n</Project>\n"));
        Offence.AssertAt(CheckNuGet(files), "Directory.Packages.props:2", "Directory.Packages.props:3", "Directory.Packages.props:3", "docs/dependencies.md:6");
    }

    [Fact]
    public void CheckNpm_RangeOrUndocumented_IsFound()
    {
        RepositoryFiles files = RepositoryFiles.Planted(
            (Dependencies.Page, Table),
            (Dependencies.ViewerPackage, "{\n\"dependencies\": { \"new\": \"1.0.0\" },\n\"devDependencies\": {\n\"vite\": \"^7.3.8\" },\n\"overrides\": { \"forced\": \"1.0.0\" }\n}\n"));
        Offence.AssertAt(CheckNpm(files), "viewer/package.json:2", "viewer/package.json:4", "viewer/package.json:4", "viewer/package.json:5");
    }

    [Fact]
    public void CheckNpm_DocumentedAndExact_IsLeftAlone() => Assert.Empty(CheckNpm(RepositoryFiles.Planted(
        (Dependencies.Page, Table), (Dependencies.ViewerPackage, "{ \"devDependencies\": { \"vite\": \"7.3.8\" } }"))));

    private static IEnumerable<Offence> CheckNuGet(RepositoryFiles files) =>
        Compare(Dependencies.InCentral(files), Dependencies.Documented(files, Dependencies.NuGet), Dependencies.Central);

    // The viewer may be absent; then there is nothing that its packages could be compared with.
    private static IEnumerable<Offence> CheckNpm(RepositoryFiles files) => files.Find(Dependencies.ViewerPackage) is null ? [] :
        Compare(Dependencies.InViewer(files), Dependencies.Documented(files, Dependencies.Npm), Dependencies.ViewerPackage);

    private static IEnumerable<Offence> Compare(IReadOnlyList<Dependency> used, IReadOnlyList<Dependency> documented, string source)
    {
        foreach (Dependency package in used)
        {
            if (!ExactVersion.IsMatch(package.Version))
                yield return package.File.At(package.Line, $"{package.Name} {package.Version}: give one exact version, no range");
            Dependency? row = documented.FirstOrDefault(row => row.Name == package.Name);
            if (row is null)
                yield return package.File.At(package.Line, $"{package.Name}: write in {Dependencies.Page} where it is used and why, or remove it");
            else if (row.Version != package.Version)
                yield return package.File.At(package.Line, $"{package.Name} {package.Version}: {Dependencies.Page}:{row.Line} says {row.Version}; make them agree");
        }

        foreach (Dependency row in documented.Where(row => used.All(package => package.Name != row.Name)))
            yield return row.File.At(row.Line, $"{row.Name} is not in {source}: remove the row");
    }
}
