using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Runs;

/// <summary>What run.json says about the training, for people to read: whatever it lacks is left out.</summary>
/// <param name="Corpus">The name of the text file; empty when it is not known.</param>
/// <param name="Epochs">Passes over the training part.</param>
/// <param name="TrainLossNats">Cross-entropy of the training part.</param>
/// <param name="ValidationLossNats">Cross-entropy of the validation part.</param>
/// <param name="TestLossNats">Cross-entropy of the test part.</param>
/// <param name="CharactersPerSecond">Speed of training.</param>
/// <param name="PlannedEpochs">How many passes were asked for.</param>
/// <param name="IsFinished">Whether training came to its end, and left its result.</param>
internal sealed record RunJson(
    string Corpus, double? Epochs, double? TrainLossNats, double? ValidationLossNats, double? TestLossNats, double? CharactersPerSecond,
    double? PlannedEpochs, bool IsFinished)
{
    /// <summary>Reads run.json.</summary>
    /// <exception cref="RunFileException">It is no JSON object.</exception>
    public static RunJson Read(RunFolder folder)
    {
        JsonElement root = JsonFile.Read(folder.RunFile, JsonValueKind.Object, "copy the run again");
        JsonElement result = Part(root, "result");
        return new RunJson(
            CorpusName(root), Number(result, "epochs"), Number(result, "trainLossNats"), Number(result, "validationLossNats"),
            Number(result, "testLossNats"), Number(result, "charactersPerSecond"), Number(Part(root, "training"), "epochs"),
            result.ValueKind == JsonValueKind.Object);
    }

    private static JsonElement Part(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement found) ? found : default;

    private static string CorpusName(JsonElement root)
    {
        if (!root.TryGetProperty("corpusPath", out JsonElement path) || path.ValueKind != JsonValueKind.String) return "";
        // Written on another machine, the path may have the other kind of separator. Its folders are nobody's business here.
        return path.GetString()!.Split('/', '\\')[^1];
    }

    private static double? Number(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
