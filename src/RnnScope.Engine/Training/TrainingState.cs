using RnnScope.Engine.Networks;
using RnnScope.Numerics;

namespace RnnScope.Engine.Training;

/// <summary>Everything that changes while a network is trained.</summary>
internal sealed class TrainingState : IDisposable
{
    public TrainingState(NetworkShape shape, TrainingConfiguration configuration, int streams, int steps, WorkerPool workers)
    {
        Network = new Network(shape);
        Network.Parameters.Randomize(new Rng(configuration.Seed), (float)configuration.InitialRange);
        Network.Pack();
        Best = new ParameterSet(shape);
        Best.CopyFrom(Network.Parameters);
        Gradient = new ParameterSet(shape);
        Optimizer = Optimizers.Create(configuration.Optimizer, shape);
        Pass = new NetworkPass(Network, streams, steps, workers, learns: true, (float)configuration.Dropout);
    }

    public Network Network { get; }

    /// <summary>The weights with the best validation loss so far.</summary>
    public ParameterSet Best { get; }

    public ParameterSet Gradient { get; }

    public IOptimizer Optimizer { get; }

    /// <summary>Its carried states are part of what a checkpoint holds.</summary>
    public NetworkPass Pass { get; }

    /// <summary>Optimiser steps taken.</summary>
    public long Step { get; set; }

    /// <summary>Complete epochs.</summary>
    public int Epoch { get; set; }

    /// <summary>The next window of the current epoch.</summary>
    public int Window { get; set; }

    /// <summary>Sum of the losses of the current epoch, nats.</summary>
    public double EpochLossSum { get; set; }

    /// <summary>Mean training loss of the last complete epoch, nats.</summary>
    public double LastTrainLoss { get; set; } = double.NaN;

    public double ValidationLoss { get; set; } = double.NaN;

    public double BestValidationLoss { get; set; } = double.PositiveInfinity;

    public int BestEpoch { get; set; }

    /// <summary>Seconds of training so far, over all resumptions.</summary>
    public double Seconds { get; set; }

    public void Dispose()
    {
        Pass.Dispose();
        Gradient.Dispose();
        Best.Dispose();
        Optimizer.Dispose();
        Network.Dispose();
    }
}
