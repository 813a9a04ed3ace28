using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Export;
using RnnScope.Numerics;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Tests.Export;

/// <summary>What exported pages of small networks hold, with what the engine computes: the viewer's tests compare their own numbers with it.</summary>
internal static class GoldenPages
{
    /// <summary>Every operation of the language, learned vectors, states that change places, an affine call of a computed value.</summary>
    public const string Invented = """
        # A unit that nobody needs.
        unit everything
        state h, a, b
        vector u, v: 0 to 1
        i = sigmoid(affine(x, h: identity)) as a gate
        m = max(affine(x, i * h, bias: none), u * h) - min(b, -0.25)
        e = exp(-relu(m)) / (1 + exp(affine(a)))
        a' = b
        b' = (1 - v) * a + tanh(affine(x, e)) * 0.5
        h' = i * tanh(b') + (1 - i) * e
        """;

    private const string Alphabet = "the quick brown fox jumps over the lazy dog, twice. ";
    private const int Characters = 300, Units = 11, From = 122, Count = 12;

    /// <summary>The pages by their names.</summary>
    public static IReadOnlyDictionary<string, Func<string, Golden>> All { get; } = new Dictionary<string, Func<string, Golden>>
    {
        ["lstm"] = folder => Of(folder, "lstm", "a fox, a DOG. twice"),
        ["gru"] = folder => Of(folder, "gru", "the lazy ones", layers: 1),
        ["multiplicative-lstm"] = folder => Of(folder, "multiplicative-lstm", "over it", layers: 1),
        ["slstm"] = folder => Of(folder, "slstm", "over it", layers: 1),
        ["n-nn"] = folder => Of(folder, "n-nn:3", "over it"),
        ["invented"] = folder => Of(folder, Invented, "jumps over"),
        ["bytes"] = folder => Of(folder, "rnn", "naïve 数", kind: SymbolKind.Bytes),
        ["words"] = folder => Of(folder, "gru", "Fox, the 2 ÉTÉ dog ", words: ["the", "fox", "dog", "lazy"]),
    };

    /// <summary>The file as the viewer's tests read it.</summary>
    public static string Json(Golden golden)
    {
        JsonObject expected = new()
        {
            ["site"] = golden.Site,
            ["from"] = From,
            ["count"] = Count,
            ["rows"] = Floats(golden.Rows),
            ["predictions"] = Floats(golden.Predictions),
            ["typed"] = golden.Typed,
            ["typedIds"] = Convert.ToBase64String(MemoryMarshal.AsBytes<ushort>(golden.TypedIds)),
            ["typedRows"] = Floats(golden.TypedRows),
            ["typedLoss"] = Math.Round(golden.TypedLoss, 5),
            ["next"] = Floats(golden.Next),
            ["likeliest"] = Floats(golden.Likeliest),
        };
        JsonObject page = JsonNode.Parse(SinglePage.Json(golden.Page))!.AsObject();
        // Of the rest of the manifest no number depends.
        JsonObject manifest = page["manifest"]!.AsObject();
        foreach (string name in manifest.Select(field => field.Key).Except(["name", "symbols", "vocabulary", "words", "sites", "texts"]).ToList()) manifest.Remove(name);
        return new JsonObject { ["page"] = page, ["expected"] = expected }
            .ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private static Golden Of(string folder, string unit, string typed, int layers = 2, SymbolKind kind = SymbolKind.Characters, string[]? words = null)
    {
        using Run run = Make(folder, unit, layers, kind, words);
        RunText text = RunText.Test(run);
        PageData page = PageBuilder.Build(run, text, "<a page> & its \"title\"");
        // The logarithm in a mean loss is the operating system's.
        page = page with { Manifest = page.Manifest with { Texts = [.. page.Manifest.Texts.Select(info => info with { LossNats = info.LossNats is { } loss ? Math.Round(loss, 5) : null })] } };
        string site = page.Manifest.Sites[^1].Name;
        using Trace trace = Read(run, text.Ids), typedTrace = Read(run, TypedSymbols.Of(run.Model, typed).Ids);
        float[] predictions = new float[Count * Predictions.Width(5)];
        Predictions.Read(trace, From, Count, 5, predictions);
        using ConnectivityReader connectivity = new();
        return new Golden(
            page, site, Rows(trace, site, From, Count), predictions, typed, typedTrace.Symbols.ToArray(), Rows(typedTrace, site, 0, typedTrace.Characters), typedTrace.MeanLoss,
            connectivity.Read(run.Model, typed, isOfLikeliest: false, CancellationToken.None).Result,
            connectivity.Read(run.Model, typed, isOfLikeliest: true, CancellationToken.None).Result);
    }

    /// <summary>An untrained run with a text of symbols by chance.</summary>
    public static Run Make(
        string root, string unitText, int layers, SymbolKind kind, string[]? words, int units = Units, int characters = Characters)
    {
        RunFolder folder = RunFolder.Create(root, "golden");
        UnitGraph unit = unitText == Invented ? UnitGraph.Parse("invented.unit", Invented) : BuiltInUnits.Resolve(unitText);
        Vocabulary vocabulary = Vocabulary.From(SymbolReader.Codes(Alphabet, kind), kind);
        WordVocabulary? predicted = words is null ? null
            : WordVocabulary.MostFrequent(TextFilter.Letters, words.Index().ToDictionary(word => word.Item, word => 100L - word.Index), words.Length);
        using (Network network = new(new NetworkShape(unit, layers, units, vocabulary.Count) { Words = predicted?.Count }))
        {
            network.Parameters.Randomize(new Rng(7), 0.5f);
            ModelFile.Save(folder.ModelFile, network, vocabulary, words: predicted);
        }

        File.WriteAllText(folder.RunFile, TinyRun.Json);
        Rng rng = new(3);
        ushort[] ids = [.. Enumerable.Range(0, characters).Select(p => p == 10 ? vocabulary.UnknownId : (ushort)rng.NextInt(vocabulary.UnknownId))];
        TextExcerpt.Save(folder.TextFile(RunText.TestId), ids, "test part", 1);
        return Run.Open(folder.Path);
    }

    private static MemoryTrace Read(Run run, ReadOnlyMemory<ushort> ids) =>
        Tracer.Read(run.Model.Network, run.Model.Vocabulary, ids, new TraceOptions { Words = run.Model.Words });

    private static float[] Rows(Trace trace, string site, int from, int count)
    {
        float[] rows = new float[count * trace.Width(site)];
        trace.ReadRows(site, from, count, rows);
        return rows;
    }

    private static string Floats(float[] numbers) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(numbers));
}

/// <summary>A page and what the engine says of it.</summary>
/// <param name="Page">What the page holds.</param>
/// <param name="Site">The site of the rows.</param>
/// <param name="Rows">Around the only checkpoint of the text.</param>
/// <param name="Predictions">At the same positions.</param>
/// <param name="Typed">Another text.</param>
/// <param name="TypedIds">Its symbols.</param>
/// <param name="TypedRows">The site over all of it.</param>
/// <param name="TypedLoss">Its mean loss.</param>
/// <param name="Next">Its connectivity, of what came.</param>
/// <param name="Likeliest">Its connectivity, of what was expected.</param>
internal sealed record Golden(
    PageData Page, string Site, float[] Rows, float[] Predictions, string Typed, ushort[] TypedIds, float[] TypedRows, double TypedLoss,
    float[] Next, float[] Likeliest);
