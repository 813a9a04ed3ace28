using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Dynamics;

/// <summary>
/// Measures which simpler models a network resembles at each stage of its training: the figure on training dynamics of
/// Karpathy, Johnson and Fei-Fei 2015. See docs/dynamics.md.
/// </summary>
public sealed class DynamicsAnalysis
{
    private readonly ComparedText _text;
    private readonly IReadOnlyList<ModelDistributions> _baselines;
    private readonly BlockBootstrap _lossBootstrap, _divergenceBootstrap;

    /// <summary>Prepares comparisons.</summary>
    /// <param name="text">What all models have predicted.</param>
    /// <param name="baselines">The simpler models, at least one; their names differ.</param>
    /// <exception cref="ArgumentException">There is no baseline, or two have one name.</exception>
    public DynamicsAnalysis(ComparedText text, IReadOnlyList<ModelDistributions> baselines)
    {
        if (baselines.Count == 0) throw new ArgumentException("expected at least one baseline, found none", nameof(baselines));
        if (baselines.CountBy(baseline => baseline.Name).FirstOrDefault(count => count.Value > 1) is { Key: { } twice })
            throw new ArgumentException($"there are two models called '{twice}'", nameof(baselines));
        (_text, _baselines) = (text, baselines);
        (_lossBootstrap, _divergenceBootstrap) = (new BlockBootstrap(text.Count), new BlockBootstrap(text.Positions.Count));
    }

    /// <summary>Compares one stage of the network with every baseline.</summary>
    /// <param name="network">What the network said at this stage.</param>
    /// <param name="step">Optimiser steps taken until then.</param>
    /// <param name="isBest">Whether these are the weights that training kept as the best.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="cancellation">Stops.</param>
    public DynamicsPoint Of(
        ModelDistributions network, long step, bool isBest = false, int threads = 1, CancellationToken cancellation = default)
    {
        BaselineDistance[] distances = new BaselineDistance[_baselines.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, distances.Length, options, i => distances[i] = Distance(network, _baselines[i]));
        double epochs = (double)step / _text.Corpus.Train.Windows;
        return new DynamicsPoint(step, epochs, isBest, network.LossNats, network.Errors, distances);
    }

    /// <summary>The result of all stages.</summary>
    /// <param name="network">What the network is called.</param>
    /// <param name="title">What people call the text.</param>
    /// <param name="points">The stages, in any order.</param>
    public DynamicsResult Result(string network, string title, IEnumerable<DynamicsPoint> points) => new(
        network, title, _text.Count, _text.Positions.Count,
        [.. _baselines.Select(baseline => new DynamicsBaseline(baseline.Name, baseline.Context, baseline.LossNats, baseline.Errors))],
        [.. points.OrderBy(point => point.Step).ThenBy(point => point.IsBest)], _lossBootstrap, _divergenceBootstrap);

    private BaselineDistance Distance(ModelDistributions network, ModelDistributions baseline)
    {
        double[] differences = new double[_text.Count];
        for (int i = 0; i < differences.Length; i++) differences[i] = baseline.Losses[i] - network.Losses[i];
        return new BaselineDistance(
            _divergenceBootstrap.Mean(SymmetricDivergence.Track(network, baseline)), _lossBootstrap.Mean(differences));
    }
}
