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
        Assert.Equal(new RunJson("pangrams.txt", 4, 1.5, 1.75, 1.625, 1000, null, true), RunJson.Read(_run.Folder));
        File.WriteAllText(_run.Folder.RunFile, """{ "corpusPath": "C:\\texts\\a.txt", "result": { "epochs": "four" } }""");
        Assert.Equal(new RunJson("a.txt", null, null, null, null, null, null, true), RunJson.Read(_run.Folder));
        File.WriteAllText(_run.Folder.RunFile, """{ "training": { "epochs": 50 }, "result": [] }""");
        Assert.Equal(new RunJson("", null, null, null, null, null, 50, false), RunJson.Read(_run.Folder));
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
    public void Finding_WrittenAndRead_IsTheSame()
    {
        Assert.Empty(Finding.Read(_run.Folder));
        Finding[] findings = [new("indentation", "layers.0.h", 4, -0.5, "correlation")];
        Finding.Write(_run.Folder, findings);
        Assert.Equal(findings, Finding.Read(_run.Folder));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[{\"property\":null,\"site\":\"a\",\"unit\":1,\"score\":1,\"measure\":\"m\"}]")]
    [InlineData("not JSON")]
    public void Finding_Damaged_SaysWhat(string content)
    {
        File.WriteAllText(_run.Folder.AnalysisFile("findings"), content);
        Assert.Contains("findings.json: expected", Assert.Throws<RunFileException>(() => Finding.Read(_run.Folder)).Message);
    }
}
