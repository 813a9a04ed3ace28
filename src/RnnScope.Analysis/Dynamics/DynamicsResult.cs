using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Dynamics;

/// <summary>How near a network came to simpler models while it learned.</summary>
/// <param name="Network">What the network is called.</param>
/// <param name="Text">What people call the text.</param>
/// <param name="Characters">N, symbols that were predicted: losses are means over them.</param>
/// <param name="Positions">How many of them whole distributions were compared at: divergences are means over these.</param>
/// <param name="Baselines">The simpler models.</param>
/// <param name="Points">The stages of the training, in the order of the steps; at least one.</param>
/// <param name="LossBootstrap">What the intervals of loss differences were made with.</param>
/// <param name="DivergenceBootstrap">What the intervals of divergences were made with.</param>
public sealed record DynamicsResult(
    string Network, string Text, int Characters, int Positions, IReadOnlyList<DynamicsBaseline> Baselines,
    IReadOnlyList<DynamicsPoint> Points, BlockBootstrap LossBootstrap, BlockBootstrap DivergenceBootstrap)
{
    /// <summary>The stage at which the network was closest to a baseline; of equal ones, the earliest.</summary>
    /// <param name="baseline">An index into <see cref="Baselines"/>.</param>
    public DynamicsPoint Closest(int baseline) => Points.MinBy(point => point.Distances[baseline].Divergence.Estimate)!;

    /// <summary>The baseline that the network was closest to at a stage; of equal ones, the first.</summary>
    public DynamicsBaseline Nearest(DynamicsPoint point) =>
        Baselines[Enumerable.Range(0, Baselines.Count).MinBy(i => point.Distances[i].Divergence.Estimate)];
}

/// <summary>A simpler model.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Context">n, context symbols of an n-gram model; null for a network.</param>
/// <param name="LossNats">Its mean loss over the N symbols, nats.</param>
/// <param name="Errors">Symbols that it gave a probability below a half.</param>
public sealed record DynamicsBaseline(string Name, int? Context, double LossNats, int Errors);

/// <summary>One stage of a training.</summary>
/// <param name="Step">Optimiser steps taken until then.</param>
/// <param name="Epochs">Passes over the training part until then.</param>
/// <param name="IsBest">Whether these are the weights that training kept as the best, rather than a snapshot.</param>
/// <param name="LossNats">Mean loss over the N symbols, nats.</param>
/// <param name="Errors">Symbols that were given a probability below a half.</param>
/// <param name="Distances">One for each of <see cref="DynamicsResult.Baselines"/>, in their order.</param>
public sealed record DynamicsPoint(
    long Step, double Epochs, bool IsBest, double LossNats, int Errors, IReadOnlyList<BaselineDistance> Distances);

/// <summary>How far a network is from a simpler model at one stage.</summary>
/// <param name="Divergence">Mean of <see cref="SymmetricDivergence"/> over the positions, nats; at least 0.</param>
/// <param name="LossDifference">Mean loss of the baseline less that of the network, nats: above 0 where the network is better.</param>
public sealed record BaselineDistance(Interval Divergence, Interval LossDifference);
