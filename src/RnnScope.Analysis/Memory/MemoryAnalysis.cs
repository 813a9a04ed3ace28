using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Memory;

/// <summary>Measures how far back a network looks, over a text of any length.</summary>
/// <remarks>
/// The text is read once, as traces are; connectivity and the losses with cut contexts are computed at positions that are spread over it.
/// See docs/memory.md.
/// </remarks>
public static class MemoryAnalysis
{
    /// <summary>The fewest symbols of a text.</summary>
    public const int FewestCharacters = 40;

    private const ulong Seed = 1;
    private const long MostFloats = 1 << 28;

    /// <summary>Measures a network on a text.</summary>
    /// <param name="title">What people call the text.</param>
    /// <param name="network">The network; packed; it predicts the next symbol.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="ids">The text, at least <see cref="FewestCharacters"/> symbols.</param>
    /// <param name="options">What to measure; null for the defaults. A horizon or context longer than half the text is cut or left out.</param>
    /// <param name="ngrams">N-gram models to compare with; null for none.</param>
    /// <param name="orders">Their values of n.</param>
    /// <param name="stage">Is told what is being done, how much of it there is, and what is counted; returns who hears how much is done.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">The network predicts words, the text is too short, an id is not the vocabulary's, or an option is out of range.</exception>
    public static MemoryResult Measure(
        string title, Network network, Vocabulary vocabulary, ReadOnlyMemory<ushort> ids, MemoryOptions? options = null,
        NGramModel? ngrams = null, IReadOnlyList<int>? orders = null, MemoryStage? stage = null, CancellationToken cancellation = default)
    {
        if (network.Shape.Words is not null) throw new ArgumentException("expected a network that predicts the next symbol, found one that predicts words");
        options = (options ?? new MemoryOptions()).Validated(network.Shape.Symbols);
        if (ids.Length < FewestCharacters) throw new ArgumentException($"expected a text of at least {FewestCharacters} symbols, found {ids.Length}");
        int threads = options.Connectivity.Threads, half = ids.Length / 2;
        int horizon = Math.Min(options.Connectivity.Horizon ?? MemoryOptions.FarthestHorizon, half - 1);
        int[] contexts = [.. options.Contexts.Where(context => context <= half)];
        // Every position has the whole horizon and the longest context before it, and a symbol behind it.
        int first = Math.Max(horizon + 1, contexts.DefaultIfEmpty(0).Max());
        int[] positions = options.Places is { } places
            ? [.. places.Where(position => position >= first)]
            : [.. SpreadPositions.Of(ids.Length - 1 - first, options.Positions).Select(position => first + position)];
        CheckPlaces(positions, ids.Length);

        long floats = horizon + (long)network.Shape.Layers * network.Shape.Unit.NextStates.Count * network.Shape.Units;
        if (positions.Length * floats > MostFloats)
            throw new ArgumentException($"positions: expected at most {MostFloats / floats} for this network and horizon, found {positions.Length}");

        MemoryReading reading = Stage($"reading {title}", ids.Length, "symbols", report => MemoryReading.Of(
            network, vocabulary, ids, positions, horizon, options.Connectivity, report, cancellation));
        SampledConnectivity sampled = Stage("following gradients back", positions.Length, "positions", report => SampledConnectivity.Of(
            network, ids, positions, horizon, reading, threads, report, cancellation));
        double[][] cut = Stage("reading with cut contexts", (long)contexts.Length * positions.Length, "predictions", report => ContextLosses.Of(
            network, ids, positions, contexts, threads, report, cancellation));
        double[][] counted = ngrams is null || orders is null ? [] : Stage("counting", ids.Length, "symbols", report => ngrams
            .Probabilities(ids, orders, threads, report, cancellation)
            .Select(track => positions.Select(position => -Math.Log(track[position + 1])).ToArray()).ToArray());

        BlockBootstrap bootstrap = new(positions.Length, Seed);
        double[] full = [.. positions.Select(position => (double)reading.Losses[position + 1])];
        return new MemoryResult(
            title, ids.Length, positions,
            new ConnectivitySummarizer(ids, vocabulary, positions, sampled, bootstrap).Summary(options.Connectivity, horizon, reading.Losses),
            [.. Enumerable.Range(0, network.Shape.Layers).Select(reading.UnitsOf)],
            Horizon(bootstrap, full, contexts, cut, options.Negligible, orders ?? [], counted));

        T Stage<T>(string what, long total, string unit, Func<Action<long>?, T> work) where T : class
        {
            T? result = null;
            if (stage is null) result = work(null);
            else stage(what, total, unit, report => result = work(report));
            return result!;
        }
    }

    private static void CheckPlaces(int[] positions, int characters)
    {
        if (positions.Length == 0) throw new ArgumentException("places: expected one with the horizon and the longest context before it, found none");
        for (int i = 0; i < positions.Length; i++)
        {
            if (positions[i] >= characters - 1 || (i > 0 && positions[i] <= positions[i - 1]))
                throw new ArgumentException($"places: expected ascending positions below {characters - 1}, found {positions[i]}");
        }
    }

    private static MemoryHorizon Horizon(
        BlockBootstrap bootstrap, double[] full, int[] contexts, double[][] cut, double negligible, IReadOnlyList<int> orders, double[][] counted)
    {
        Interval loss = bootstrap.Mean(full);
        ContextLoss[] losses = [.. contexts.Select((context, i) => new ContextLoss(
            context, bootstrap.Mean(cut[i]), bootstrap.Mean([.. cut[i].Zip(full, (cut, full) => cut - full)])))];
        // From the longest down, as long as nothing is lost: a lucky short context does not count.
        int? used = null;
        foreach (ContextLoss row in losses.Reverse())
        {
            if (row.Lost.Low > 0 && row.Lost.Estimate > negligible) break;
            used = row.Symbols;
        }

        NGramLoss[] ngrams = [.. counted.Select((track, i) => new NGramLoss(orders[i], bootstrap.Mean(track))).OrderBy(row => row.Context)];
        return new MemoryHorizon(loss, losses, negligible, used, ngrams, Worth(loss.Estimate, ngrams));
    }

    /// <summary>Where the losses of n-gram models, from the shortest context on, first come down to the network's.</summary>
    private static NGramWorth? Worth(double loss, NGramLoss[] ngrams)
    {
        if (ngrams.Length == 0 || !double.IsFinite(loss)) return null;
        int reached = Array.FindIndex(ngrams, row => row.Loss.Estimate <= loss);
        if (reached < 0) return new NGramWorth(ngrams.MinBy(row => row.Loss.Estimate)!.Context, IsBetterThanAll: true, IsWorseThanAll: false);
        NGramLoss below = ngrams[reached];
        if (reached == 0) return new NGramWorth(below.Context, IsBetterThanAll: false, IsWorseThanAll: ngrams.All(row => row.Loss.Estimate < loss));
        NGramLoss above = ngrams[reached - 1];
        double part = (above.Loss.Estimate - loss) / (above.Loss.Estimate - below.Loss.Estimate);
        return new NGramWorth(above.Context + part * (below.Context - above.Context), IsBetterThanAll: false, IsWorseThanAll: false);
    }
}

/// <summary>Does a part of the work and shows how far it is.</summary>
/// <param name="what">What is being done.</param>
/// <param name="total">How much there is to do.</param>
/// <param name="unit">What is counted.</param>
/// <param name="work">The work; is given who hears how much is done.</param>
public delegate void MemoryStage(string what, long total, string unit, Action<Action<long>> work);
