using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Tracing;

/// <summary>Small networks with random weights, and texts for them.</summary>
internal static class TinyModel
{
    public const string Training = "the quick brown fox jumps over the lazy dog, twice. ";

    public static Vocabulary Vocabulary { get; } = Vocabulary.From(SymbolReader.Codes(Training, SymbolKind.Characters), SymbolKind.Characters);

    public static Network Network(string unit = "lstm", int layers = 2, int units = 5, float bound = 0.5f)
    {
        Network network = new(new NetworkShape(BuiltInUnits.Resolve(unit), layers, units, Vocabulary.Count));
        network.Parameters.Randomize(new Rng(7), bound);
        network.Pack();
        return network;
    }

    /// <summary>Most words of the training text.</summary>
    public static WordVocabulary Words { get; } = WordVocabulary.MostFrequent(
        TextFilter.Text8, new Dictionary<string, long> { ["the"] = 2, ["quick"] = 1, ["brown"] = 1, ["over"] = 1, ["fox"] = 1 }, 4);

    /// <summary>A network that predicts <see cref="Words"/>.</summary>
    public static Network WordNetwork(string unit = "lstm")
    {
        Network network = new(new NetworkShape(BuiltInUnits.Resolve(unit), 2, 5, Vocabulary.Count) { Words = Words.Count });
        network.Parameters.Randomize(new Rng(7), 0.5f);
        network.Pack();
        return network;
    }

    public static Model Model(string unit = "lstm") => new("model.safetensors", Network(unit), Vocabulary, new Dictionary<string, string>());

    /// <summary>Random known symbols.</summary>
    public static ushort[] Text(int characters)
    {
        Rng rng = new(3);
        return [.. Enumerable.Range(0, characters).Select(_ => (ushort)rng.NextInt(Vocabulary.UnknownId))];
    }
}
