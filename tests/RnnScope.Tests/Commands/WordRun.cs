using RnnScope.Commands;
using RnnScope.Numerics;

namespace RnnScope.Tests.Commands;

/// <summary>A small network that predicts words, of a text in which every second word follows from the one before it; trained once for all tests.</summary>
public sealed class WordRun : IDisposable
{
    public WordRun()
    {
        Folder = Directory.CreateTempSubdirectory("rnnscope-words-").FullName;
        TextPath = Path.Combine(Folder, "pairs.txt");
        // The second words begin alike: who does not remember the first word cannot tell them apart. "Odd" is too rare to be predicted.
        string[] pairs = ["Red tile", "navy time", "blue tint", "pink tilt"];
        Rng rng = new(8);
        File.WriteAllText(TextPath, string.Join("\n", Enumerable.Range(0, 900).Select(i => i % 17 == 7 ? "Odd" : pairs[rng.NextInt(4)])));
        RunPath = Train("run", "--epochs", "40");
    }

    public string Folder { get; }

    public string TextPath { get; }

    public string RunPath { get; }

    /// <summary>Trains a further run; options may differ from those of the first.</summary>
    public string Train(string name, params string[] options)
    {
        string[] usual = ["--words", "8", "--streams", "5", "--steps", "40"];
        Shell.Result result = Shell.Run(
        [
            "train", TextPath, "--task", "autocomplete", "--filter", "letters", "--unit", "gru", "--layers", "1", "--units", "16",
            "--learning-rate", "0.02", "--runs", Folder, "--name", name, .. options,
            .. usual.Chunk(2).Where(option => !options.Contains(option[0])).SelectMany(option => option),
        ]).Result;
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Code == ExitCode.Ok ? "" : result.Error));
        return Path.Combine(Folder, name);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
