using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Runs;

/// <summary>The accuracy graph of the 2019 article, as its authors published it: <c>word-length-results.json</c>.</summary>
/// <param name="Model">What the article calls the model.</param>
/// <param name="Top">Three curves, for one, two and three guesses: share right by characters of the word seen.</param>
internal sealed record PublishedAccuracy(string Model, IReadOnlyList<IReadOnlyList<double>> Top)
{
    private const int Curves = 3, MostModels = 20, MostValues = 1000;
    private const string Hint = "give word-length-results.json of the article's public data";

    /// <summary>Reads the file.</summary>
    /// <exception cref="RunFileException">It holds something else.</exception>
    public static IReadOnlyList<PublishedAccuracy> Read(string path)
    {
        JsonProperty[] models = [.. JsonFile.Read(path, JsonValueKind.Object, Hint).EnumerateObject()];
        if (models.Length is 0 or > MostModels) throw Damaged(path, $"1 to {MostModels} models", $"{models.Length}");
        return [.. models.Select(model => new PublishedAccuracy(model.Name, ReadCurves(path, model)))];
    }

    private static double[][] ReadCurves(string path, JsonProperty model)
    {
        if (model.Value.ValueKind != JsonValueKind.Array || model.Value.GetArrayLength() != Curves)
            throw Damaged(path, $"{Curves} curves of {model.Name}", $"{model.Value.ValueKind}");
        return [.. model.Value.EnumerateArray().Select(curve => ReadCurve(path, model.Name, curve))];
    }

    private static double[] ReadCurve(string path, string model, JsonElement curve)
    {
        if (curve.ValueKind != JsonValueKind.Array || curve.GetArrayLength() is 0 or > MostValues)
            throw Damaged(path, $"curves of {model} with 1 to {MostValues} values", $"{curve.ValueKind}");
        return [.. curve.EnumerateArray().Select(value =>
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double share) && share is >= 0 and <= 1
                ? share
                : throw Damaged(path, $"shares of {model} from 0 to 1", value.GetRawText()))];
    }

    private static RunFileException Damaged(string path, string expected, string found) => new(path, expected, found, Hint);
}
