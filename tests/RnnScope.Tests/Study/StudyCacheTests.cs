using RnnScope.Study;

namespace RnnScope.Tests.Study;

public sealed class StudyCacheTests
{
    [Fact]
    public void Get_SameInputs_ComputesOnce()
    {
        using TinyRun tiny = new();
        using StudyRun run = new(tiny.Path);
        int calls = 0;
        Result first = Get(run, new { a = 1 }, ref calls), second = Get(run, new { a = 1 }, ref calls);
        Assert.Equal(1, calls);
        Assert.Equal(first.Numbers, second.Numbers);
        Assert.Equal(first.Name, second.Name);
    }

    [Fact]
    public void Get_OtherInputsVersionOrWish_ComputesAgain()
    {
        using TinyRun tiny = new();
        using StudyRun run = new(tiny.Path);
        int calls = 0;
        Get(run, new { a = 1 }, ref calls);
        Get(run, new { a = 2 }, ref calls);
        Assert.Equal(2, calls);
        Get(run, new { a = 2 }, ref calls, version: 2);
        Assert.Equal(3, calls);
        Get(run, new { a = 2 }, ref calls, version: 2, isFresh: true);
        Assert.Equal(4, calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("{\"format\":\"rnnscope-analysis-1\"}")]
    [InlineData("\u0000\u0001")]
    public void Get_DamagedFile_ComputesAgain(string content)
    {
        using TinyRun tiny = new();
        using StudyRun run = new(tiny.Path);
        int calls = 0;
        Get(run, new { a = 1 }, ref calls);
        string path = run.Folder.AnalysisFile("study-test");
        File.WriteAllText(path, content);
        Get(run, new { a = 1 }, ref calls);
        Get(run, new { a = 1 }, ref calls);
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData("0.5", "0.25")]
    [InlineData("\"name\": \"x\"", "\"name\": \"y\"")]
    [InlineData("\"name\": \"x\"", "\"name\": null")]
    [InlineData("NaN", "Infinity")]
    public void Get_ChangedResult_ComputesAgain(string text, string other)
    {
        using TinyRun tiny = new();
        using StudyRun run = new(tiny.Path);
        int calls = 0;
        Get(run, new { a = 1 }, ref calls);
        string path = run.Folder.AnalysisFile("study-test"), content = File.ReadAllText(path);
        Assert.Contains(text, content);
        // Of the name of the analysis and that of the result, the last.
        int at = content.LastIndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(path, string.Concat(content.AsSpan(0, at), other, content.AsSpan(at + text.Length)));
        Assert.Equal("x", Get(run, new { a = 1 }, ref calls).Name);
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Get_FolderThatCannotBeWritten_StillComputes()
    {
        using TinyRun tiny = new();
        using StudyRun run = new(tiny.Path);
        Directory.Delete(run.Folder.AnalysisFolder, recursive: true);
        File.WriteAllText(run.Folder.AnalysisFolder, "a file where the folder should be");
        List<string> notes = [];
        Result result = new StudyCache("rnnscope study", false, notes.Add).Get(run, "test", 1, new { a = 1 }, () => new Result("x", [1]));
        Assert.Equal("x", result.Name);
        Assert.Contains("not kept", Assert.Single(notes));
    }

    private static Result Get(StudyRun run, object inputs, ref int calls, int version = 1, bool isFresh = false)
    {
        int made = 0;
        StudyCache cache = new("rnnscope study", isFresh, note => Assert.Fail(note));
        Result result = cache.Get(run, "test", version, inputs, () =>
        {
            made++;
            return new Result("x", [0.5, double.NaN]);
        });
        Assert.Equal(made, cache.Computed.Count);
        Assert.Equal(1 - made, cache.Reused.Count);
        calls += made;
        return result;
    }

    private sealed record Result(string Name, IReadOnlyList<double> Numbers);
}
