using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TinyRun _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("gru", "1")]
    [InlineData("rnn", "3")]
    public async Task Train_Parameters_ChoosesTheUnitsThatComeNearest(string unit, string layers)
    {
        JsonElement run = await Train("--unit", unit, "--layers", layers, "--parameters", "3000");
        int units = run.GetProperty("units").GetInt32(), parameters = run.GetProperty("parameters").GetInt32();
        Assert.InRange(units, 5, 60);
        foreach (int other in new[] { units - 1, units + 1 })
        {
            JsonElement beside = await Train("--unit", unit, "--layers", layers, "--units", $"{other}");
            Assert.True(Math.Abs(parameters - 3000) <= Math.Abs(beside.GetProperty("parameters").GetInt32() - 3000));
        }

        Assert.EndsWith($"text-{unit}-{layers}x{units}", run.GetProperty("run").GetString());
    }

    [Theory]
    [InlineData("expected either --units or --parameters, found both", "--units", "5", "--parameters", "3000")]
    [InlineData("parameters: expected ", "--parameters", "1")]
    public async Task Train_SizesThatCannotBe_IsUsageAndLeavesNoRun(string message, params string[] size)
    {
        Shell.Result result = await Shell.Run(Arguments(size));
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(message, result.Message());
        Assert.False(Directory.Exists(_files.Beside("runs")));
    }

    private async Task<JsonElement> Train(params string[] options)
    {
        Shell.Result result = await Shell.Run(Arguments(options));
        Assert.Equal(ExitCode.Ok, result.Code);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        return json.RootElement.Clone();
    }

    private string[] Arguments(string[] options)
    {
        string text = _files.FileNamed("text.txt", string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * i % 97} and {i % 7}, ")));
        return ["train", text, "--runs", _files.Beside("runs"), "--streams", "2", "--steps", "10", "--epochs", "1", "--json", .. options];
    }
}
