using RnnScope.Engine.Networks;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Training;

/// <summary>Everything that changes while a network is trained.</summary>
internal sealed class TrainingState : IDisposable
{
    public TrainingState(NetworkShape shape, TrainingConfiguration configuration, int streams, int steps, WorkerPool workers, IRanks ranks)
    {
        Streams = streams;
        Share = new StreamShare(streams, steps, ranks);
        Network = new Network(shape);
        Network.Parameters.Randomize(new Rng(configuration.Seed), (float)configuration.InitialRange);
        Network.Pack();
        Best = new ParameterSet(shape);
        Best.CopyFrom(Network.Parameters);
        Gradient = new ParameterSet(shape);
        Optimizer = Optimizers.Create(configuration.Optimizer, shape);
        Pass = new NetworkPass(Network, Share.Count, steps, workers, learns: true, (float)configuration.Dropout, firstStream: Share.First);
        Carried = new CarriedStates(shape, Pass, Share, streams);
    }

    public Network Network { get; }

    /// <summary>The weights with the best validation loss so far.</summary>
    public ParameterSet Best { get; }

    public ParameterSet Gradient { get; }

    public IOptimizer Optimizer { get; }

    /// <summary>B, of all processes together.</summary>
    public int Streams { get; }

    /// <summary>The streams that this process reads.</summary>
    public StreamShare Share { get; }

    /// <summary>Reads them; its carried states are part of what a checkpoint holds.</summary>
    public NetworkPass Pass { get; }

    public CarriedStates Carried { get; }

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

    /// <summary>Gives every rank what rank 0 has restored.</summary>
    public void Spread(IRanks ranks)
    {
        Span<double> numbers = [Step, Epoch, Window, EpochLossSum, LastTrainLoss, ValidationLoss, BestValidationLoss, BestEpoch, Seconds];
        ranks.Broadcast(numbers);
        (Step, Epoch, Window) = ((long)numbers[0], (int)numbers[1], (int)numbers[2]);
        (EpochLossSum, LastTrainLoss, ValidationLoss, BestValidationLoss) = (numbers[3], numbers[4], numbers[5], numbers[6]);
        (BestEpoch, Seconds) = ((int)numbers[7], numbers[8]);
        foreach (ParameterSet set in (IEnumerable<ParameterSet>)[Network.Parameters, Best, .. Optimizer.Moments]) ranks.Broadcast(set.All);
        Carried.Spread(ranks);
    }

    public void Dispose()
    {
        Pass.Dispose();
        Gradient.Dispose();
        Best.Dispose();
        Optimizer.Dispose();
        Network.Dispose();
    }
}
