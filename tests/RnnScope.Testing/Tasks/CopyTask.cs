using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Testing.Tasks;

/// <summary>Teaches networks to copy a symbol that they read <see cref="Distance"/> symbols before the copy: nothing else in the text can be known.</summary>
/// <remarks>
/// Each window starts from zero states, as predictions with a cut context do, and only copies count. Copies come near the original
/// at first and move away from it during the first half of the training; without that an LSTM often learns nothing in so few steps.
/// </remarks>
public static class CopyTask
{
    /// <summary>How much later the symbol comes again.</summary>
    public const int Distance = 50;

    private const int Units = 32, Streams = 16, Steps = 150, NearestDistance = 5;
    private const float InitialRange = 0.5f, LearningRate = 0.01f;

    /// <summary>A network that has learned nothing.</summary>
    public static Network Untrained(UnitGraph unit, ulong seed)
    {
        Network network = new(new NetworkShape(unit, 1, Units, CopyText.Vocabulary.Count));
        network.Parameters.Randomize(new Rng(seed), InitialRange);
        network.Pack();
        return network;
    }

    /// <summary>A network that was trained, whether it learned anything or not.</summary>
    /// <param name="unit">Its unit.</param>
    /// <param name="seed">Where weights and texts start.</param>
    /// <param name="windows">Steps of the optimiser.</param>
    public static Network Trained(UnitGraph unit, ulong seed, int windows = 1000)
    {
        Network network = Untrained(unit, seed);
        using WorkerPool alone = new(1);
        using NetworkPass pass = new(network, Streams, Steps, alone, learns: true);
        using ParameterSet gradient = new(network.Shape);
        using Adam optimizer = new(network.Shape);
        Rng rng = new(Rng.Mix(seed));
        for (int window = 0; window < windows; window++)
        {
            int distance = Math.Min(Distance, NearestDistance + 2 * (Distance - NearestDistance) * window / windows);
            for (int stream = 0; stream < Streams; stream++) Fill(pass, stream, distance, rng);
            pass.Reset();
            pass.Learn(gradient);
            optimizer.Step(network.Parameters, gradient, LearningRate, window + 1, 0, gradient.All.Length);
            network.Pack();
        }

        return network;
    }

    /// <summary>A built-in unit whose gate starts open, as the equations say it; the longer it keeps, the sooner it learns to.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="gate">The gate's label.</param>
    /// <param name="bias">Where its bias starts.</param>
    public static UnitGraph Opened(string name, string gate, int bias) => UnitGraph.Parse(name, string.Join('\n', BuiltInUnits.Source(name).Split('\n').Select(
        line => line.TrimEnd().EndsWith($"as {gate}", StringComparison.Ordinal) ? line.Replace("affine(x, h)", $"affine(x, h, bias: {bias})", StringComparison.Ordinal) : line)));

    private static void Fill(NetworkPass pass, int stream, int distance, Rng rng)
    {
        // Begins anywhere, so that zero states are met before every symbol.
        int from = rng.NextInt(distance + 10);
        CopyText text = CopyText.Make(from + Steps + 1, distance, rng);
        for (int step = 0; step < Steps; step++)
        {
            pass.Inputs[step * Streams + stream] = text.Ids[from + step];
            pass.Targets[step * Streams + stream] = Target.None;
        }

        foreach (int place in text.Places.Where(place => place + 1 - distance >= from))
            pass.Targets[(place - from) * Streams + stream] = text.Ids[place + 1];
    }
}
