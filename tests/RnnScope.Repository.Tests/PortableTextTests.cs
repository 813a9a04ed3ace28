using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>A clone is the same on every machine: no line ends of one system, no path of one person.</summary>
public sealed partial class PortableTextTests
{
    // Data may say what it likes about paths (a corpus of source code does); what people write here may not.
    private static readonly string[] Data = [".txt", ".jsonl"];

    [GeneratedRegex(@"(?<![\w.~$)}\]/-])/(?:root|work|home/\w+|Users/\w+)/|\b[A-Za-z]:\\{1,2}Users\\")]
    private static partial Regex MachinePath { get; }

    [Fact]
    public void TextFiles_InTheRepository_FitEveryMachine() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Theory]
    [InlineData("first\nsecond\r\n")]
    [InlineData("first\nopen(\"/ro" + "ot/data.txt\")\n")]
    [InlineData("first\ncd /wo" + "rk/main\n")]
    [InlineData("first\ncd /ho" + "me/karl/main\n")]
    [InlineData("first\ncd C:\\Us" + "ers\\karl\n")]
    public void Check_OneMachineOnly_IsFound(string text) =>
        Offence.AssertAt(Check(RepositoryFiles.Planted(("docs/page.md", text))), "docs/page.md:2");

    [Theory]
    [InlineData("docs/page.md", "see how/it/work/s and https://example.org/work/ and ~/work/ and $HOME/work/\n")]
    [InlineData("data/corpus.txt", "cd /ro" + "ot/\n")]
    public void Check_RelativePathOrData_IsLeftAlone(string path, string text) => Assert.Empty(Check(RepositoryFiles.Planted((path, text))));

    private static IEnumerable<Offence> Check(RepositoryFiles files) => files.Under("").SelectMany(LineEnds).Concat(
        files.Under("").Where(file => !Data.Contains(file.Extension)).SelectMany(MachinePaths));

    private static IEnumerable<Offence> LineEnds(RepositoryFile file)
    {
        int index = file.Text.IndexOf('\r', StringComparison.Ordinal);
        return index < 0 ? [] : [file.AtCharacter(index, "the file has carriage returns: write it with \\n line ends")];
    }

    private static IEnumerable<Offence> MachinePaths(RepositoryFile file) =>
        from Match match in MachinePath.Matches(file.Text)
        select file.AtCharacter(match.Index, $"{match.Value} exists on one machine: write a path from the root of the repository");
}
