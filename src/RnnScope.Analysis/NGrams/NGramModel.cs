using System.Collections.Concurrent;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.NGrams;

/// <summary>
/// Interpolated modified Kneser-Ney models of a text (Chen and Goodman 1998), for every number n of context symbols up to a
/// longest one; n context symbols make an (n + 1)-gram model.
/// </summary>
/// <remarks>
/// One sorted array of the text's contexts serves all n; there is no table of n-grams. Probabilities are above 0, and those
/// of all V symbols sum to one. A model may be used by several threads at once. See docs/ngrams.md.
/// </remarks>
public sealed class NGramModel
{
    /// <summary>The longest context that can be asked for.</summary>
    public const int LongestPossible = 255;

    private const int Block = 4096;

    // The ids, and what docs/ngrams.md says that sorting takes.
    private const int BytesPerSymbol = sizeof(ushort) + 17;

    private readonly ContextArray _array;
    private readonly ContextTree _tree;
    private readonly Discounts[] _discounts;
    private readonly Discounts[] _continuation;
    private readonly ConcurrentBag<ContextWalk> _walks = [];

    private NGramModel(ContextArray array, int symbols, int longest, CancellationToken cancellation)
    {
        (_array, Symbols, Longest) = (array, symbols, longest);
        _tree = new ContextTree(array, symbols, longest, cancellation);
        _discounts = [.. Enumerable.Range(0, longest + 1).Select(_tree.OfCounts)];
        _continuation = [.. Enumerable.Range(0, longest).Select(_tree.OfLeftNeighbours)];
    }

    /// <summary>V, symbols that probabilities are given to.</summary>
    public int Symbols { get; }

    /// <summary>The largest n.</summary>
    public int Longest { get; }

    /// <summary>Symbols of the training text.</summary>
    public int TrainingSymbols => _array.Count;

    /// <summary>Makes the models of a text.</summary>
    /// <param name="text">The training text: ids below V. May be empty; then every symbol is equally likely.</param>
    /// <param name="symbols">V, 1 to 65,535. Symbols that the text lacks have a probability too.</param>
    /// <param name="longest">The largest n, 0 to <see cref="LongestPossible"/>; may be more than the text has symbols.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">A number is out of range, or an id is not below V.</exception>
    public static NGramModel Train(ReadOnlySpan<ushort> text, int symbols, int longest, CancellationToken cancellation = default)
    {
        if (symbols is < 1 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(symbols), symbols, $"expected 1 to {ushort.MaxValue} symbols, found {symbols}");
        if (longest is < 0 or > LongestPossible)
            throw new ArgumentOutOfRangeException(nameof(longest), longest, $"expected 0 to {LongestPossible} context symbols, found {longest}");
        Check(text, symbols);
        RequireMemory(text.Length);
        return new NGramModel(new ContextArray(text, symbols, longest), symbols, longest, cancellation);
    }

    /// <summary>Refuses a training text that would not fit in memory with its models, before anything is counted.</summary>
    /// <param name="trainingSymbols">How many symbols it has.</param>
    /// <exception cref="TextException">It would not; says how much is needed.</exception>
    public static void RequireMemory(long trainingSymbols) => MemoryNeed.Require(
        FormattableString.Invariant($"n-gram models of {trainingSymbols:N0} symbols"), (double)BytesPerSymbol * trainingSymbols, "use a shorter text, or a smaller `--train-share`");

    /// <summary>What is subtracted from the counts of (n + 1)-grams, in the model with n context symbols.</summary>
    /// <param name="n">0 to <see cref="Longest"/>.</param>
    public Discounts DiscountsOf(int n) => _discounts[n];

    /// <summary>What is subtracted from the continuation counts of (n + 1)-grams, in all models with longer contexts.</summary>
    /// <param name="n">0 to <see cref="Longest"/> - 1.</param>
    public Discounts ContinuationDiscountsOf(int n) => _continuation[n];

    /// <summary>The probability that each symbol of a text is given after those before it.</summary>
    /// <param name="text">N ids below V; the first has no context, the second one symbol of it, and so on.</param>
    /// <param name="n">0 to <see cref="Longest"/>.</param>
    /// <returns>(N), above 0, at most 1.</returns>
    public double[] Probabilities(ReadOnlyMemory<ushort> text, int n) => Probabilities(text, [n])[0];

    /// <summary>The same for several n at once, which takes hardly longer than for the largest of them alone.</summary>
    /// <param name="text">N ids below V.</param>
    /// <param name="contexts">The values of n, in any order.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols of the text are done, from any thread.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>(N) for each n, in the order given.</returns>
    /// <exception cref="ArgumentException">An n is above <see cref="Longest"/>, or an id is not below V.</exception>
    public double[][] Probabilities(
        ReadOnlyMemory<ushort> text, IReadOnlyList<int> contexts, int threads = 1, Action<long>? report = null, CancellationToken cancellation = default)
    {
        double[][] results = [.. contexts.Select(_ => new double[text.Length])];
        (int N, double[] Result)[] ascending = [.. contexts.Zip(results).OrderBy(pair => pair.First)];
        ForEachBlock(text, contexts, threads, report, (walk, from, to) =>
        {
            for (int position = from; position < to; position++) Read(walk, text.Span, position, ascending);
        }, cancellation);
        return results;
    }

    /// <summary>The likeliest symbol at each place of a text, given those before it; of equal ones the lowest id.</summary>
    /// <returns>(N) for each n, in the order given.</returns>
    /// <inheritdoc cref="Probabilities(ReadOnlyMemory{ushort}, IReadOnlyList{int}, int, Action{long}?, CancellationToken)"/>
    public ushort[][] Likeliest(
        ReadOnlyMemory<ushort> text, IReadOnlyList<int> contexts, int threads = 1, Action<long>? report = null, CancellationToken cancellation = default)
    {
        ushort[][] results = [.. contexts.Select(_ => new ushort[text.Length])];
        (int N, ushort[] Result)[] ascending = [.. contexts.Zip(results).OrderBy(pair => pair.First)];
        ForEachBlock(text, contexts, threads, report, (walk, from, to) =>
        {
            LikeliestNext next = new(walk, _discounts[0], Longest > 0 ? _continuation[0] : _discounts[0], Symbols);
            for (int position = from; position < to; position++) Read(walk, next, text.Span, position, ascending);
        }, cancellation);
        return results;
    }

    /// <summary>The probability of every symbol after a context.</summary>
    /// <param name="context">Ids below V; the last n of them count, fewer when there are fewer.</param>
    /// <param name="n">0 to <see cref="Longest"/>.</param>
    /// <param name="probabilities">Receives (V); they sum to one.</param>
    /// <exception cref="ArgumentException">n is above <see cref="Longest"/>, an id is not below V, or there is not one place per symbol.</exception>
    public void Distribution(ReadOnlySpan<ushort> context, int n, Span<double> probabilities)
    {
        CheckContext(n);
        if (probabilities.Length != Symbols)
            throw new ArgumentException($"expected {Symbols} places, one per symbol, found {probabilities.Length}", nameof(probabilities));
        context = context[^Math.Min(n, context.Length)..];
        Check(context, Symbols);
        probabilities.Fill(1.0 / Symbols);
        ContextWalk walk = Rent();
        for (int length = 0; ; length++)
        {
            bool isLast = length == n;
            Discounts discounts = isLast ? _discounts[n] : _continuation[length];
            CountSummary all = isLast ? walk.Counts : walk.LeftNeighbours;
            double freed = discounts.Freed(all);
            for (int symbol = 0; symbol < probabilities.Length; symbol++) probabilities[symbol] *= freed;
            foreach (NextSymbol next in walk.Next)
                probabilities[next.Symbol] += discounts.Share(isLast ? next.Count : next.LeftNeighbours, all);
            if (isLast || length == context.Length || !walk.Extend(context[^(length + 1)])) break;
        }

        _walks.Add(walk);
    }

    /// <summary>One symbol, with one longer context after the other until the training text has no such context.</summary>
    private void Read(ContextWalk walk, ReadOnlySpan<ushort> text, int position, (int N, double[] Result)[] ascending)
    {
        walk.Restart();
        double probability = 1.0 / Symbols;
        int index = 0;
        for (int length = 0; index < ascending.Length; length++)
        {
            NextSymbol next = walk.Find(text[position]);
            for (; index < ascending.Length && ascending[index].N == length; index++)
                ascending[index].Result[position] = _discounts[length].Interpolate(next.Count, walk.Counts, probability);
            if (index == ascending.Length) return;
            probability = _continuation[length].Interpolate(next.LeftNeighbours, walk.LeftNeighbours, probability);
            if (length == position || !walk.Extend(text[position - length - 1])) break;
        }

        // A longer context that was never seen adds nothing to what the shorter one says.
        for (; index < ascending.Length; index++) ascending[index].Result[position] = probability;
    }

    /// <summary>As above, for the likeliest symbol.</summary>
    private void Read(ContextWalk walk, LikeliestNext next, ReadOnlySpan<ushort> text, int position, (int N, ushort[] Result)[] ascending)
    {
        walk.Restart();
        int index = 0;
        for (; index < ascending.Length && ascending[index].N == 0; index++) ascending[index].Result[position] = next.WithoutContext;
        next.Restart();
        for (int length = 1; index < ascending.Length && length <= position && walk.Extend(text[position - length]); length++)
        {
            for (; index < ascending.Length && ascending[index].N == length; index++)
                ascending[index].Result[position] = next.AsLongest(walk, _discounts[length]);
            if (index < ascending.Length) next.TakeAsShorter(walk, _continuation[length]);
        }

        for (; index < ascending.Length; index++) ascending[index].Result[position] = next.Best;
    }

    /// <summary>Divides a text among threads; each walks for itself.</summary>
    private void ForEachBlock(
        ReadOnlyMemory<ushort> text, IReadOnlyList<int> contexts, int threads, Action<long>? report, Action<ContextWalk, int, int> read,
        CancellationToken cancellation)
    {
        foreach (int n in contexts) CheckContext(n);
        Check(text.Span, Symbols);
        long done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, (text.Length + Block - 1) / Block, options, block =>
        {
            int from = block * Block, to = Math.Min(text.Length, from + Block);
            ContextWalk walk = Rent();
            read(walk, from, to);
            _walks.Add(walk);
            report?.Invoke(Interlocked.Add(ref done, to - from));
        });
    }

    private ContextWalk Rent()
    {
        if (!_walks.TryTake(out ContextWalk? walk)) walk = new ContextWalk(_array, _tree, Symbols);
        walk.Restart();
        return walk;
    }

    private void CheckContext(int n)
    {
        if (n < 0 || n > Longest)
            throw new ArgumentOutOfRangeException(nameof(n), n, $"expected 0 to {Longest} context symbols, found {n}");
    }

    private static void Check(ReadOnlySpan<ushort> text, int symbols)
    {
        int position = text.IndexOfAnyInRange((ushort)symbols, ushort.MaxValue);
        if (position >= 0)
            throw new ArgumentException($"expected ids below V = {symbols}, found {text[position]} at position {position}", nameof(text));
    }
}
