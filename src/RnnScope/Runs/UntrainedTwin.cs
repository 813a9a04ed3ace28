using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Training;
using RnnScope.Numerics;

namespace RnnScope.Runs;

/// <summary>The network of a run as it was before training.</summary>
internal static class UntrainedTwin
{
    /// <summary>The same unit and sizes with the weights that the run's seed starts from; packed.</summary>
    /// <exception cref="RunFileException">run.json does not say how the run was made.</exception>
    public static Network Of(Run run)
    {
        TrainingConfiguration training = RunConfiguration.Load(run.Folder).Training;
        Network network = new(run.Model.Network.Shape);
        network.Parameters.Randomize(new Rng(training.Seed), (float)training.InitialRange);
        network.Pack();
        return network;
    }
}
