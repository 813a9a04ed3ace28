using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Training;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Scores;

/// <summary>Lets a network predict a text.</summary>
public static class NetworkScores
{
    /// <summary>The scores for <see cref="TextScores.OfTestPart"/>, read exactly as at the end of training.</summary>
    /// <param name="name">What to call the network.</param>
    /// <param name="network">The network; packed.</param>
    /// <param name="test">The part of a text with the network's symbols.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols have been predicted.</param>
    /// <param name="cancellation">Stops.</param>
    public static ModelScores OfPart(
        string name, Network network, StreamPart test, int threads = 1, Action<long>? report = null, CancellationToken cancellation = default)
    {
        using WorkerPool workers = new(Math.Clamp(threads, 1, test.Streams));
        using Evaluation evaluation = new(network, test.Streams, test.Steps, workers);
        PartPredictions predictions = evaluation.Predict(test, report, cancellation);
        return ModelScores.OfLosses(name, predictions.Losses, predictions.Likeliest);
    }

    /// <summary>The scores for <see cref="TextScores.OfText"/>; docs/traces.md says how long texts are read.</summary>
    /// <param name="name">What to call the network.</param>
    /// <param name="network">The network; packed.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The whole text, at least one symbol.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols have been read.</param>
    /// <param name="cancellation">Stops.</param>
    public static ModelScores OfText(
        string name, Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, int threads = 1,
        Action<long>? report = null, CancellationToken cancellation = default)
    {
        float[] losses = Tracer.Losses(network, vocabulary, ids, new TraceOptions { Threads = threads }, report, cancellation);
        return ModelScores.OfLosses(name, losses.Skip(1).Select(loss => (double)loss));
    }
}
