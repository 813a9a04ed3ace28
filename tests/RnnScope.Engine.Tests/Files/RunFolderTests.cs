using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tests.Files;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NoFolder_SaysHowToMakeOne()
    {
        RunFileException e = Assert.Throws<RunFileException>(() => RunFolder.Open(_folder.File("none")));
        Assert.EndsWith("expected the folder of a run, found nothing", e.Message, StringComparison.Ordinal);
        Assert.Contains("rnnscope train TEXT", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NotARun_SaysSo()
    {
        Assert.Contains("run.json", Assert.Throws<RunFileException>(() => RunFolder.Open(_folder.Path)).Message, StringComparison.Ordinal);
        string file = _folder.File("text.txt");
        File.WriteAllText(file, "");
        Assert.Equal("a file", Assert.Throws<RunFileException>(() => RunFolder.Open(file)).Found);
    }

    [Fact]
    public void Open_FolderOfRuns_NamesOne()
    {
        RunFolder run = RunFolder.Create(_folder.Path, "demo");
        File.WriteAllText(run.RunFile, "{}");
        RunFileException e = Assert.Throws<RunFileException>(() => RunFolder.Open(_folder.Path));
        Assert.Equal("a folder of runs", e.Found);
        Assert.Contains("demo", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SameName_GetsANumber()
    {
        RunFolder first = RunFolder.Create(_folder.File("runs"), "demo");
        RunFolder second = RunFolder.Create(_folder.File("runs"), "demo");
        Assert.Equal(["demo", "demo-2"], [first.Name, second.Name]);
        Assert.True(Directory.Exists(second.CheckpointFolder));
        File.WriteAllText(second.RunFile, "{}");
        Assert.Equal("demo-2", RunFolder.Open(second.Path + Path.DirectorySeparatorChar).Name);
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.File("runs")).Length);
    }

    [Fact]
    public void Create_ManyAtOnce_AllDiffer()
    {
        string[] names = new string[16];
        Parallel.For(0, names.Length, i => names[i] = RunFolder.Create(_folder.Path, "run").Name);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Theory]
    [InlineData("war and peace", "war-and-peace")]
    [InlineData("../../etc", "etc")]
    [InlineData("", "run")]
    [InlineData("...", "run")]
    [InlineData("Ünder_1.2", "nder_1.2")]
    public void Create_AnyName_IsCleaned(string name, string expected)
    {
        RunFolder run = RunFolder.Create(_folder.Path, name);
        Assert.Equal(expected, run.Name);
        Assert.Equal([expected], _folder.Names());
    }

    [Fact]
    public void Files_AreWhereTheDesignSays()
    {
        RunFolder run = RunFolder.Create(_folder.Path, "demo");
        Assert.Equal(Path.Combine(run.Path, "model.safetensors"), run.ModelFile);
        Assert.Equal(Path.Combine(run.Path, "training.jsonl"), run.TrainingLogFile);
        Assert.Equal(Path.Combine(run.Path, "traces", "test.safetensors"), run.TraceFile("test"));
        Assert.Equal(Path.Combine(run.Path, "analyses", "cells.json"), run.AnalysisFile("cells"));
        Assert.Empty(run.CheckpointFiles());
        foreach (long step in new long[] { 1000, 20 }) File.WriteAllText(run.CheckpointFile(step), "");
        Assert.Equal([run.CheckpointFile(20), run.CheckpointFile(1000)], run.CheckpointFiles());
    }
}
