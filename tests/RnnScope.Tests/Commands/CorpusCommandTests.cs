using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class CorpusCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Build_Json_SaysWhatWasTakenAndLeftOut()
    {
        Write("a.c", "int a;\n");
        Write("b.h", "int b;");
        Write("c.txt", "text");
        Write("d.c", "\0");
        JsonElement root = await Shell.QuietJson("corpus", "build", _root, "--out", At("text"), "--include", "*.c,*.h", "--sorted", "--json");
        Assert.Equal("int a;\nint b;\n", File.ReadAllText(At("text")));
        Assert.Equal((2, 14L), (root.GetProperty("files").GetInt32(), root.GetProperty("bytes").GetInt64()));
        Assert.Equal("{\"name\":1,\"binary\":1}", root.GetProperty("left_out").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));

        Shell.Result text = await Shell.Run("corpus", "build", At("a.c"), At("b.h"), "--out", At("text"));
        Assert.Equal(ExitCode.Ok, text.Code);
        Assert.Contains("14 bytes of 2 files", text.Output);
    }

    [Theory]
    [InlineData("corpus make x --out y")]
    [InlineData("corpus build --out y")]
    [InlineData("corpus build x")]
    [InlineData("corpus build x --out y --smallest 5 --largest 4")]
    public async Task Build_WrongCommandLine_IsRefused(string line) =>
        Assert.Equal(ExitCode.Usage, (await Shell.Run(line.Split(' '))).Code);

    [Fact]
    public async Task Build_NothingToTake_IsOneLine()
    {
        Write("a.txt", "");
        Shell.Result result = await Shell.Run("corpus", "build", _root, "--out", At("text"));
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Contains("left out: 1 empty", result.Message());
        Assert.False(File.Exists(At("text")));
    }

    private string At(string name) => Path.Combine(_root, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
