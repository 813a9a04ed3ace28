using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

/// <summary>A small network of a text with brackets at known distances, trained once for all tests.</summary>
public sealed class BracketRun : IDisposable
{
    public BracketRun()
    {
        Folder = Directory.CreateTempSubdirectory("rnnscope-brackets-").FullName;
        TextPath = Path.Combine(Folder, "text.c");
        File.WriteAllText(TextPath, string.Concat(Enumerable.Range(0, 500).Select(i => i * i % 7 < 3 ? "{ a; // (\n}\n" : "f(1, \"}\");\n")));
        Shell.Result result = Shell.Run(
            "train", TextPath, "--layers", "1", "--units", "8", "--epochs", "8", "--optimizer", "adam", "--learning-rate", "0.02",
            "--streams", "4", "--steps", "20", "--runs", Folder, "--name", "run").Result;
        Assert.Equal(ExitCode.Ok, result.Code);
        RunPath = Path.Combine(Folder, "run");
    }

    public string Folder { get; }

    public string TextPath { get; }

    public string RunPath { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

public sealed class BracketsCommandTests(BracketRun run) : IClassFixture<BracketRun>
{
    [Fact]
    public async Task Brackets_Json_HasTheKnownDistances()
    {
        Shell.Result result = await Shell.Run("brackets", run.RunPath, "--ngram", "3", "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Equal("", result.Error);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(("run", "code", 3), (root.GetProperty("run").GetString(), root.GetProperty("matching").GetString(), root.GetProperty("ngram").GetInt32()));
        JsonElement[] brackets = [.. root.GetProperty("brackets").EnumerateArray()];
        Assert.Equal([("\"", 2), (")", 7), ("}", 10)], brackets
            .Select(bracket => (bracket.GetProperty("closing").GetString()!, (int)Assert.Single(bracket.GetProperty("bins").EnumerateArray()).GetProperty("mean_distance").GetDouble()))
            .OrderBy(bracket => bracket.Item2));
        foreach (JsonElement bin in brackets.SelectMany(bracket => bracket.GetProperty("bins").EnumerateArray()))
        {
            double network = Estimate(bin, "network"), ngram = Estimate(bin, "ngram");
            Assert.InRange(network, 0.001, 1);
            Assert.InRange(ngram, 0.001, 1);
            Assert.Equal(network - ngram, Estimate(bin, "difference"), 1e-9);
            Assert.InRange(bin.GetProperty("network").GetProperty("low").GetDouble(), 0, network);
        }

        Assert.All(brackets, bracket => Assert.InRange(bracket.GetProperty("pairs").GetInt32(), 10, 200));
    }

    [Fact]
    public async Task Brackets_AnyThreads_PrintsTheSame()
    {
        Shell.Result one = await Shell.Run("brackets", run.RunPath, "--threads", "1"), two = await Shell.Run("brackets", run.RunPath, "--threads", "2");
        Assert.Equal(one, two);
        Assert.Contains("brackets matched as code", one.Output);
        Assert.Contains("}  closes ", one.Output);
        Assert.Contains("95 % intervals", one.Output);
    }

    [Fact]
    public async Task Brackets_TextOfItsOwn_IsMatchedAsAsked()
    {
        string text = Path.Combine(run.Folder, "own.txt");
        File.WriteAllText(text, "a (f) \"}\" {");
        Shell.Result result = await Shell.Run("brackets", run.RunPath, "--text", text, "--matching", "prose");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("own.txt: 10 symbols predicted, brackets matched as prose", result.Output);
        Assert.Contains(")  closes 1 pair\n", result.Output);
        Assert.Contains("(too few)", result.Output);
        File.WriteAllText(text, "f; a");
        Assert.Contains("no pair of brackets or quotes is closed there", (await Shell.Run("brackets", run.RunPath, "--text", text)).Output);
    }

    [Theory]
    [InlineData("--ngram=256", 2, "--ngram: expected 0 to 255")]
    [InlineData("--matching=lisp", 2, "lisp")]
    [InlineData("--corpus=none.txt", 4, "expected the text that run was trained on, found nothing")]
    [InlineData("--text=none.txt", 3, "there is no such file")]
    public async Task Brackets_BadOption_IsRefused(string option, int code, string expected)
    {
        Shell.Result result = await Shell.Run("brackets", run.RunPath, option);
        Assert.Equal(code, (int)result.Code);
        Assert.Contains(expected, result.Message());
    }

    private static double Estimate(JsonElement bin, string name) => bin.GetProperty(name).GetProperty("estimate").GetDouble();
}
