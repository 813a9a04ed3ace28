using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>Code that can overrun a buffer lives in one project, where the kernels are tested against references.</summary>
public sealed partial class UnsafeCodeTests
{
    private const string Home = "src/RnnScope.Numerics/";

    [GeneratedRegex(@"\bunsafe\b|<AllowUnsafeBlocks>\s*true")]
    private static partial Regex UnsafeWord { get; }

    [Fact]
    public void UnsafeCode_InTheRepository_StaysInNumerics() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Fact]
    public void Check_UnsafeElsewhere_IsFound()
    {
        RepositoryFiles files = RepositoryFiles.Planted(
            (Home + "Kernel.cs", "unsafe class Kernel;\n"),
            ("src/RnnScope.Engine/A.cs", "// unsafe is a word here\nstatic unsafe void F() { }\n"),
            ("tests/T/T.csproj", "<Project>\n<AllowUnsafeBlocks>true</AllowUnsafeBlocks>\n</Project>\n"));
        Offence.AssertAt(Check(files), "src/RnnScope.Engine/A.cs:2", "tests/T/T.csproj:2");
    }

    private static IEnumerable<Offence> Check(RepositoryFiles files) =>
        from file in files.Under("", ".cs", ".csproj", ".props")
        where !file.Path.StartsWith(Home, StringComparison.Ordinal)
        from Match match in UnsafeWord.Matches(file.Extension == ".cs" ? CSharpSource.CodeOnly(file.Text) : file.Text)
        select file.AtCharacter(match.Index, $"unsafe code is allowed in {Home} only: use spans here, or move the kernel there");
}
