using RnnScope.Commands;
using RnnScope.Figures;
using RnnScope.Study;

namespace RnnScope.Tests.Study;

public sealed class ReportFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-report-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Open_FolderWithOtherFiles_IsRefusedAndLeftAlone()
    {
        string path = In("holidays");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "index.html"), "mine");
        CommandException e = Assert.Throws<CommandException>(() => ReportFolder.Open(path));
        Assert.Equal(ExitCode.Usage, e.Code);
        Assert.Contains("found other files", e.Message);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(path, "index.html")));
    }

    [Fact]
    public void Open_File_IsRefused()
    {
        File.WriteAllText(In("file"), "");
        Assert.Contains("found the file", Assert.Throws<CommandException>(() => ReportFolder.Open(In("file"))).Message);
    }

    [Fact]
    public void Open_ByItself_WritesNothing()
    {
        ReportFolder.Open(In("new"));
        Assert.False(Directory.Exists(In("new")));
    }

    [Fact]
    public void Write_Again_ReplacesThePageAndRemovesFiguresThatAreGone()
    {
        string path = In("report");
        ReportFolder.Open(path).Write("one", [Figure("a"), Figure("b")]);
        File.WriteAllText(Path.Combine(path, "figures", "mine.txt"), "mine");
        ReportFolder.Open(path).Write("two", [Figure("b"), Figure("c")]);
        Assert.Equal("two", File.ReadAllText(Path.Combine(path, "index.html")));
        Assert.Equal(
            ["b.csv", "b.json", "b.svg", "c.csv", "c.json", "c.svg", "mine.txt"],
            Directory.GetFiles(Path.Combine(path, "figures")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{\"Format\":\"rnnscope-report-1\",\"Program\":\"0\",\"Figures\":[\"../../keep\",\"../keep\",null]}")]
    [InlineData("not JSON")]
    [InlineData("null")]
    public void Write_MarkerThatSomebodyChanged_RemovesNothingElsewhere(string marker)
    {
        string path = In("report");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, ReportFolder.MarkerFile), marker);
        File.WriteAllText(In("keep.svg"), "mine");
        File.WriteAllText(Path.Combine(path, "keep.svg"), "mine");
        ReportFolder.Open(path).Write("page", [Figure("a")]);
        Assert.True(File.Exists(In("keep.svg")));
        Assert.True(File.Exists(Path.Combine(path, "keep.svg")));
    }

    private static Figure Figure(string name) => new(name, name, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", new DataTable(["x"], [[1]]));

    private string In(string name) => Path.Combine(_root, name);
}
