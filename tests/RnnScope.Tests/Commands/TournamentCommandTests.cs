using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class TournamentCommandTests : IDisposable
{
    private readonly TinyRun _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Tournament_TwoUnitsTwoSeeds_RanksThemAtMatchedSizeAndTrainsOnce()
    {
        string[] arguments = Arguments("--unit", "rnn", "--unit", "gru", "--parameters", "2500", "--positions", "50");
        JsonElement[] units = await Units(arguments);
        Assert.Equal(["gru", "rnn"], units.Select(unit => unit.GetProperty("unit").GetString()).Order());
        foreach (JsonElement unit in units)
        {
            double[] losses = [.. unit.GetProperty("seeds").EnumerateArray().Select(seed => seed.GetProperty("test_loss_nats").GetDouble())];
            Assert.Equal(2, losses.Length);
            Assert.NotEqual(losses[0], losses[1]);
            Assert.Equal(losses.Average(), unit.GetProperty("test_loss_nats").GetDouble(), 9);
            // Two values: their standard deviation is their distance by the root of two, Student's t has one degree of freedom.
            double deviation = Math.Abs(losses[0] - losses[1]) / Math.Sqrt(2);
            Assert.Equal(deviation, unit.GetProperty("deviation").GetDouble(), 9);
            Assert.Equal(12.706 * deviation / Math.Sqrt(2), unit.GetProperty("uncertainty").GetDouble(), 9);
            Assert.InRange(unit.GetProperty("parameters").GetInt32(), 2300, 2700);
            Assert.NotEmpty(unit.GetProperty("memory").GetProperty("contexts").EnumerateArray());
        }
        Assert.True(units[0].GetProperty("test_loss_nats").GetDouble() <= units[1].GetProperty("test_loss_nats").GetDouble());

        DateTime[] Written() => [.. Directory.EnumerateFiles(_files.Beside("cup"), "run.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
        DateTime[] before = Written();
        Assert.Equal(4, before.Length);
        JsonElement[] again = await Units(arguments);
        Assert.Equal(units.Select(unit => unit.ToString()), again.Select(unit => unit.ToString()));
        Assert.Equal(before, Written());
    }

    [Fact]
    public async Task Tournament_AUnitThatDiverges_IsAResult()
    {
        JsonElement unit = Assert.Single(await Units(Arguments("--unit", "rnn", "--parameters", "2500", "--positions", "0", "--optimizer", "sgd", "--learning-rate", "1e38", "--clip", "0")));
        Assert.Equal(JsonValueKind.Null, unit.GetProperty("test_loss_nats").ValueKind);
        Assert.All(unit.GetProperty("seeds").EnumerateArray(), seed => Assert.Contains("finite", seed.GetProperty("failure").GetString()));
    }

    [Theory]
    [InlineData("other options", "--learning-rate", "0.5")]
    [InlineData("units", "--parameters", "4000")]
    [InlineData("found rnn twice", "--unit", "rnn")]
    public async Task Tournament_ThatDoesNotFit_TrainsNothing(string message, params string[] more)
    {
        string[] first = ["--unit", "rnn", "--positions", "0"];
        await Units(Arguments([.. first, "--parameters", "2500"]));
        Shell.Result result = await Shell.Run(Arguments([.. first, .. more.Contains("--parameters") ? [] : new[] { "--parameters", "2500" }, .. more]));
        Assert.Equal(more[0] == "--unit" ? ExitCode.Usage : ExitCode.BadRun, result.Code);
        Assert.Contains(message, result.Message());
        Assert.Equal(2, Directory.GetDirectories(_files.Beside("cup")).Length);
    }

    [Fact]
    public async Task Tournament_TooFewPositions_IsSaidBeforeTraining()
    {
        Shell.Result result = await Shell.Run(Arguments("--unit", "rnn", "--parameters", "2500", "--positions", "5"));
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("positions: expected 20 to", result.Message());
        Assert.False(Directory.Exists(_files.Beside("cup")));
    }

    [Fact]
    public async Task Tournament_WithoutJson_PrintsOneRowForEachUnit()
    {
        string[] arguments = [.. Arguments("--unit", "rnn", "--unit", "gru", "--parameters", "2500", "--positions", "0").Where(argument => argument != "--json")];
        Shell.Result result = await Shell.Run(arguments);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith("rnn ", StringComparison.Ordinal) && line.Contains("+-", StringComparison.Ordinal));
        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith("gru ", StringComparison.Ordinal));
    }

    private static async Task<JsonElement[]> Units(string[] arguments)
    {
        Shell.Result result = await Shell.Run(arguments);
        Assert.Equal(ExitCode.Ok, result.Code);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        return [.. json.RootElement.Clone().GetProperty("units").EnumerateArray()];
    }

    private string[] Arguments(params string[] options)
    {
        string text = _files.FileNamed("text.txt", string.Concat(Enumerable.Range(0, 90).Select(i => $"{i * i % 97} and {i % 7}, ")));
        return ["tournament", text, "--runs", _files.Beside("cup"), "--streams", "2", "--steps", "10", "--epochs", "1", "--layers", "1", "--seeds", "2", "--json", .. options];
    }
}
