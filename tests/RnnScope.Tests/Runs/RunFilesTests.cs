using RnnScope.Engine.Files;
using RnnScope.Runs;

namespace RnnScope.Tests.Runs;

public sealed class RunFilesTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void RunJson_WhatIsMissing_IsLeftOut()
    {
        Assert.Equal(new RunJson("pangrams.txt", 4, 1.5, 1.75, 1.625, 1000), RunJson.Read(_run.Folder));
        File.WriteAllText(_run.Folder.RunFile, """{ "corpusPath": "C:\\texts\\a.txt", "result": { "epochs": "four" } }""");
        Assert.Equal(new RunJson("a.txt", null, null, null, null, null), RunJson.Read(_run.Folder));
        File.WriteAllText(_run.Folder.RunFile, """{ "result": [] }""");
        Assert.Equal(new RunJson("", null, null, null, null, null), RunJson.Read(_run.Folder));
    }

    [Theory]
    [InlineData("[]", "run.json: expected a JSON object, found a JSON array")]
    [InlineData("{", "run.json: expected a JSON object, found something else")]
    public void RunJson_Damaged_SaysWhat(string content, string expected)
    {
        File.WriteAllText(_run.Folder.RunFile, content);
        Assert.Contains(expected, Assert.Throws<RunFileException>(() => RunJson.Read(_run.Folder)).Message);
    }

    [Fact]
    public void Findings_WrittenAndRead_AreTheSame()
    {
        Assert.Empty(CellsFile.ReadFindings(_run.Folder));
        Finding[] findings =
        [
            new("indentation", "layers.0.h", 4, 0.5, "correlation"),
            new("inside a string", "layers.1.c", 2, 0.97, "area", new FindingEvidence(true, 0.95, 0.98, 0.6, 0.001, 0.7, true)),
        ];
        CellsFile.Write(_run.Folder, "rnnscope cells runs/tiny", new CellsInputs("a", "b", "c"), findings, new { Units = 3 });
        Assert.Equal(findings, CellsFile.ReadFindings(_run.Folder));
        string content = File.ReadAllText(CellsFile.In(_run.Folder));
        Assert.Contains("\"command\": \"rnnscope cells runs/tiny\"", content);
        Assert.Contains("\"units\": 3", content);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"other\",\"program\":\"1\",\"command\":\"c\",\"inputs\":null,\"findings\":[],\"search\":null}")]
    [InlineData("{\"format\":\"rnnscope-cells-1\",\"program\":\"1\",\"command\":\"c\",\"inputs\":null,\"findings\":[{}],\"search\":null}")]
    [InlineData("not JSON")]
    public void Findings_Damaged_SaysWhat(string content)
    {
        File.WriteAllText(CellsFile.In(_run.Folder), content);
        Assert.Contains("cells.json: expected", Assert.Throws<RunFileException>(() => CellsFile.ReadFindings(_run.Folder)).Message);
    }
}
