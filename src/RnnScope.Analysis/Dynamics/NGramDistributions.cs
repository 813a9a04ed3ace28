using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;

namespace RnnScope.Analysis.Dynamics;

/// <summary>Lets n-gram models predict a <see cref="ComparedText"/>.</summary>
public static class NGramDistributions
{
    /// <summary>Reads the test part from its beginning to its end, from stream to stream.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">Models of its training part.</param>
    /// <param name="contexts">The values of n.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols of the test part are done, from any thread.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>One for each n, in the order given.</returns>
    /// <exception cref="ArgumentException">The models have other symbols, or not such an n.</exception>
    public static IReadOnlyList<ModelDistributions> Of(
        ComparedText text, NGramModel model, IReadOnlyList<int> contexts, int threads = 1, Action<long>? report = null,
        CancellationToken cancellation = default)
    {
        if (model.Symbols != text.Symbols) throw new ArgumentException($"expected models of {text.Symbols} symbols, found {model.Symbols}", nameof(model));
        double[][] probabilities = model.Probabilities(text.Predicted, contexts, threads, report, cancellation);
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        return [.. contexts.Select((n, i) => new ModelDistributions(Scores(n, probabilities[i]), LogProbabilities(n), text.Symbols))];

        ModelScores Scores(int n, double[] all) => new(
            ModelScores.NGramName(n), [.. Enumerable.Range(0, text.Count).Select(symbol => all[text.PredictedIndex(symbol)])], n);

        double[] LogProbabilities(int n)
        {
            double[] rows = new double[text.Positions.Count * text.Symbols];
            Parallel.For(0, text.Positions.Count, options, place =>
            {
                Span<double> row = rows.AsSpan(place * text.Symbols, text.Symbols);
                model.Distribution(text.Predicted.Span[..text.PredictedIndex(text.Positions[place])], n, row);
                for (int symbol = 0; symbol < row.Length; symbol++) row[symbol] = Math.Log(row[symbol]);
            });
            return rows;
        }
    }
}
