using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.NGrams;

/// <summary>N-gram models that learn and are tested on the same parts of a text as a network.</summary>
public static class NGramBaseline
{
    /// <summary>Makes the models of the training part and lets them predict the test part.</summary>
    /// <param name="corpus">The divided text.</param>
    /// <param name="contexts">Values of n, 0 to <see cref="NGramModel.LongestPossible"/>; at least one.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols of both parts are done, from any thread.</param>
    /// <param name="cancellation">Stops.</param>
    public static NGramResult Measure(
        Corpus corpus, IReadOnlyList<int> contexts, int threads = 1, Action<long>? report = null, CancellationToken cancellation = default)
    {
        if (contexts.Count == 0) throw new ArgumentException("expected at least one number of context symbols, found none", nameof(contexts));
        NGramModel.RequireMemory(corpus.Train.Characters);
        NGramModel model = NGramModel.Train(corpus.Train.ReadingOrder(), corpus.Vocabulary.Count, contexts.Max(), cancellation);
        report?.Invoke(model.TrainingSymbols);
        double[][] probabilities = model.Probabilities(
            corpus.Test.ReadingOrder(), contexts, threads, done => report?.Invoke(model.TrainingSymbols + done), cancellation);
        BlockBootstrap bootstrap = new(probabilities[0].Length);
        return new NGramResult(
            corpus.Path, corpus.Sha256, corpus.Kind, corpus.Split, model.Symbols, model.TrainingSymbols, corpus.TestUnknown,
            [.. contexts.Zip(probabilities, (n, given) => NGramScore.Of(n, given, bootstrap))],
            DiscountsOf(model, contexts), bootstrap);
    }

    /// <summary>The discounts that these models use, shortest n-grams first.</summary>
    private static NGramDiscounts[] DiscountsOf(NGramModel model, IReadOnlyList<int> contexts) =>
    [
        .. Enumerable.Range(0, model.Longest).Select(n => new NGramDiscounts(n, true, model.ContinuationDiscountsOf(n))),
        .. contexts.Order().Select(n => new NGramDiscounts(n, false, model.DiscountsOf(n))),
    ];
}
