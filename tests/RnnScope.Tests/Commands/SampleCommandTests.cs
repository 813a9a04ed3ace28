using System.Text.Json;
using RnnScope.Commands;
using RnnScope.Engine.Text;

namespace RnnScope.Tests.Commands;

public sealed class SampleCommandTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Sample_SameSeed_PrintsTheSame()
    {
        Shell.Result first = await Shell.Run("sample", _run.Path, "--prompt", "the ", "--length", "40", "--seed", "3");
        Shell.Result second = await Shell.Run("sample", _run.Path, "--prompt", "the ", "--length", "40", "--seed", "3");
        Assert.Equal(ExitCode.Ok, first.Code);
        Assert.Equal(first.Output, second.Output);
        Assert.StartsWith("the ", first.Output);
        Assert.Equal(4 + 40 + 1, first.Output.Length);
        Assert.Equal("", first.Error);
    }

    [Fact]
    public async Task Sample_Json_IsOneObject()
    {
        Shell.Result result = await Shell.Run("sample", _run.Path, "--prompt", "Ätsch", "--length", "7", "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(7, json.RootElement.GetProperty("text").GetString()!.Length);
        Assert.Equal("Ätsch", json.RootElement.GetProperty("prompt").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("unknown").GetInt32());
        Assert.Equal("note: 1 of 5 symbols of the prompt are unknown to the network\n", result.Error);
    }

    [Fact]
    public async Task Sample_Held_WritesAnotherText()
    {
        string[] usual = ["sample", _run.Path, "--prompt", "the ", "--length", "60", "--seed", "3", "--json"];
        JsonElement free = JsonDocument.Parse((await Shell.Run(usual)).Output).RootElement;
        Assert.Equal(0, free.GetProperty("holds").GetArrayLength());
        Shell.Result result = await Shell.Run([.. usual, "--hold", "layers.1.c:1,3=4", "--hold", "layers.1.h:2=-1"]);
        Assert.Equal(ExitCode.Ok, result.Code);
        JsonElement held = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(["layers.1.c:1,3=4", "layers.1.h:2=-1"], held.GetProperty("holds").EnumerateArray().Select(hold => hold.GetString()));
        Assert.NotEqual(free.GetProperty("text").GetString(), held.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("layers.1.c:1", "--hold: expected units and a number, found 'layers.1.c:1'")]
    [InlineData("layers.1.z:1=2", "there is no site 'layers.1.z'")]
    public async Task Sample_ImpossibleHold_IsUsage(string hold, string expected)
    {
        Shell.Result result = await Shell.Run("sample", _run.Path, "--hold", hold);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(expected, result.Message());
    }

    [Fact]
    public async Task Sample_Bytes_Works()
    {
        using TinyRun run = new("gru", SymbolKind.Bytes);
        Assert.Equal(ExitCode.Ok, (await Shell.Run("sample", run.Path, "--length", "9")).Code);
    }

    [Fact]
    public async Task Sample_ImpossibleTemperature_IsUsage()
    {
        Shell.Result result = await Shell.Run("sample", _run.Path, "--temperature", "-1");
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Equal("rnnscope: expected a temperature of 0, or from 0.01 to 100, found -1\n", result.Message());
    }

    [Fact]
    public async Task Sample_NotARun_SaysWhatIsMissing()
    {
        Shell.Result missing = await Shell.Run("sample", _run.Beside("none"));
        Assert.Equal(ExitCode.BadRun, missing.Code);
        Assert.Contains("expected the folder of a run, found nothing", missing.Message());

        Shell.Result file = await Shell.Run("sample", _run.Folder.ModelFile);
        Assert.Equal(ExitCode.BadRun, file.Code);
        Assert.Contains("hint: ", file.Message());
    }

    [Fact]
    public async Task Sample_DamagedModel_SaysWhatIsWrong()
    {
        byte[] bytes = File.ReadAllBytes(_run.Folder.ModelFile);
        File.WriteAllBytes(_run.Folder.ModelFile, bytes[..(bytes.Length / 2)]);
        Shell.Result cut = await Shell.Run("sample", _run.Path);
        Assert.Equal(ExitCode.BadRun, cut.Code);
        Assert.Contains("model.safetensors: expected", cut.Message());

        File.Delete(_run.Folder.ModelFile);
        Assert.Equal(ExitCode.BadRun, (await Shell.Run("sample", _run.Path)).Code);
    }

    [Fact]
    public async Task Sample_Interrupted_ExitsWith130()
    {
        using CancellationTokenSource interrupted = new();
        await interrupted.CancelAsync();
        Shell.Result result = await Shell.Run(interrupted.Token, "sample", _run.Path, "--length", "100000000");
        Assert.Equal(ExitCode.Interrupted, result.Code);
        Assert.Equal("rnnscope: interrupted\n", result.Message());
    }
}
