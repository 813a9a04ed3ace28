using RnnScope.Engine.Networks;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Testing.Tasks;

/// <summary>Teaches networks a <see cref="ProbeText"/>, so that they have to remember two things at once.</summary>
public static class ProbeTask
{
    private const int Streams = 16, Steps = 100;
    private const float InitialRange = 0.2f, LearningRate = 0.01f;

    /// <summary>A network that has learned nothing.</summary>
    public static Network Untrained(UnitGraph unit, int units, ulong seed)
    {
        Network network = new(new NetworkShape(unit, 1, units, ProbeText.Vocabulary.Count));
        network.Parameters.Randomize(new Rng(seed), InitialRange);
        network.Pack();
        return network;
    }

    /// <summary>A network that was trained.</summary>
    /// <param name="unit">Its unit.</param>
    /// <param name="units">How many it has.</param>
    /// <param name="seed">Where weights and texts start.</param>
    /// <param name="windows">Steps of the optimiser.</param>
    public static Network Trained(UnitGraph unit, int units, ulong seed, int windows)
    {
        Network network = Untrained(unit, units, seed);
        using WorkerPool alone = new(1);
        using NetworkPass pass = new(network, Streams, Steps, alone, learns: true);
        using ParameterSet gradient = new(network.Shape);
        using Adam optimizer = new(network.Shape);
        Rng rng = new(Rng.Mix(seed));
        for (int window = 0; window < windows; window++)
        {
            for (int stream = 0; stream < Streams; stream++)
            {
                ushort[] ids = ProbeText.Make(Steps + 1, rng).Ids;
                for (int step = 0; step < Steps; step++)
                    (pass.Inputs[step * Streams + stream], pass.Targets[step * Streams + stream]) = (ids[step], ids[step + 1]);
            }

            pass.Reset();
            pass.Learn(gradient);
            optimizer.Step(network.Parameters, gradient, LearningRate * (1 - 0.9f * window / windows), window + 1, 0, gradient.All.Length);
            network.Pack();
        }

        return network;
    }
}
