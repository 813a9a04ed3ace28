using RnnScope.Analysis.NGrams;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Dynamics;

/// <summary>Networks that expect what a test wants.</summary>
internal static class PlantedNetworks
{
    /// <summary>Says the same whatever it reads: what an n-gram model says without context.</summary>
    public static Network WithoutContext(NGramModel model)
    {
        Network network = Empty("rnn", 1, model.Symbols);
        CopyLogarithms(model, [], 0, network.Parameters.Values(network.Parameters["output.bias"]));
        network.Pack();
        return network;
    }

    /// <summary>Says what an n-gram model says after the last symbol: unit j is 1 after symbol j, else 0.</summary>
    public static Network OfLastSymbol(NGramModel model)
    {
        int V = model.Symbols;
        Network network = Empty("rnn", V, V);
        Span<float> input = network.Parameters.Values(network.Parameters["layers.0.h.x"]);
        Span<float> output = network.Parameters.Values(network.Parameters["output.weight"]);
        for (int symbol = 0; symbol < V; symbol++)
        {
            input[symbol * V + symbol] = 20;
            CopyLogarithms(model, [(ushort)symbol], 1, output.Slice(symbol * V, V));
        }

        network.Pack();
        return network;
    }

    public static Network Random(int symbols, ulong seed, float bound = 0.5f, string unit = "lstm", int units = 5)
    {
        Network network = Empty(unit, units, symbols);
        network.Parameters.Randomize(new Rng(seed), bound);
        network.Pack();
        return network;
    }

    private static Network Empty(string unit, int units, int symbols) => new(new NetworkShape(BuiltInUnits.Resolve(unit), 1, units, symbols));

    private static void CopyLogarithms(NGramModel model, ushort[] context, int n, Span<float> destination)
    {
        double[] probabilities = new double[model.Symbols];
        model.Distribution(context, n, probabilities);
        for (int symbol = 0; symbol < probabilities.Length; symbol++) destination[symbol] = (float)Math.Log(probabilities[symbol]);
    }
}
