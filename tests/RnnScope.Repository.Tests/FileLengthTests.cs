namespace RnnScope.Repository.Tests;

/// <summary>A file past 400 lines wants to be two.</summary>
public sealed class FileLengthTests
{
    private const int Limit = 400;

    [Fact]
    public void SourceFiles_InTheRepository_AreShort() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Fact]
    public void Check_OneLineTooMany_IsFound()
    {
        string limit = string.Concat(Enumerable.Repeat("a\n", Limit));
        RepositoryFiles files = RepositoryFiles.Planted(("src/Short.cs", limit), ("viewer/src/long.svelte", limit + "a\n"), ("docs/long.md", limit + "a\n"));
        Offence.AssertAt(Check(files), "viewer/src/long.svelte:401");
    }

    private static IEnumerable<Offence> Check(RepositoryFiles files) =>
        from file in files.Under("", ".cs", ".ts", ".svelte", ".css")
        where file.Lines.Count > Limit
        select file.At(Limit + 1, $"the file has {file.Lines.Count} lines, at most {Limit} are allowed: find the two ideas in it and give each a file");
}
