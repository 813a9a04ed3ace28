using RnnScope.Analysis.NGrams;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Scores;

/// <summary>A text and what some models gave to each of its symbols: what analyses of predictions start from.</summary>
/// <param name="Title">What people call the text.</param>
/// <param name="Ids">N symbols, in reading order, each of which was predicted from those before it.</param>
/// <param name="Positions">(N), where in its file each of them is, in symbols from 0.</param>
/// <param name="Vocabulary">The symbols of the ids.</param>
/// <remarks>All models have predicted the same symbols, position by position.</remarks>
public sealed record TextScores(string Title, ReadOnlyMemory<ushort> Ids, ReadOnlyMemory<int> Positions, Vocabulary Vocabulary)
{
    /// <summary>The models, in the order in which they were added.</summary>
    public IReadOnlyList<ModelScores> Models { get; private init; } = [];

    /// <summary>N.</summary>
    public int Count => Ids.Length;

    /// <summary>The symbols that training measures its test loss on, without models yet.</summary>
    /// <remarks>
    /// The first input of each stream is not among them, and the symbol behind its last one is: docs/errors.md says what follows.
    /// </remarks>
    public static TextScores OfTestPart(Corpus corpus, string title = "test part") =>
        new(title, corpus.Test.PredictedOrder(), corpus.Test.PredictedPositions(), corpus.Vocabulary);

    /// <summary>The symbols of a text but the first, which nothing announces, without models yet.</summary>
    /// <param name="title">What people call the text.</param>
    /// <param name="ids">The whole text, at least one symbol.</param>
    /// <param name="vocabulary">The symbols of the ids.</param>
    public static TextScores OfText(string title, ReadOnlyMemory<ushort> ids, Vocabulary vocabulary) =>
        new(title, ids[1..], Enumerable.Range(1, ids.Length - 1).ToArray(), vocabulary);

    /// <summary>The scores of a model.</summary>
    /// <exception cref="ArgumentException">There is no model of that name.</exception>
    public ModelScores this[string name] => Models.FirstOrDefault(model => model.Name == name)
        ?? throw new ArgumentException($"expected one of {string.Join(", ", Models.Select(model => model.Name))}, found '{name}'");

    /// <summary>The same text with further models.</summary>
    /// <exception cref="ArgumentException">A model has another number of probabilities, or a name that is taken.</exception>
    public TextScores With(params IEnumerable<ModelScores> models)
    {
        List<ModelScores> all = [.. Models];
        foreach (ModelScores model in models)
        {
            if (model.Count != Count)
                throw new ArgumentException($"{model.Name}: expected {Count} probabilities, one per symbol, found {model.Count}");
            if (all.Any(other => other.Name == model.Name)) throw new ArgumentException($"there are two models called '{model.Name}'");
            all.Add(model);
        }

        return this with { Models = all };
    }

    /// <summary>The same text with n-gram models, which read it from its beginning to its end.</summary>
    /// <param name="model">The models.</param>
    /// <param name="contexts">The values of n.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="report">Hears how many symbols are done, from any thread; with their likeliest symbols, each counts twice.</param>
    /// <param name="keepsLikeliest">Whether <see cref="ModelScores.Likeliest"/> will be asked for, which takes a second reading.</param>
    /// <param name="cancellation">Stops.</param>
    public TextScores With(
        NGramModel model, IReadOnlyList<int> contexts, int threads = 1, Action<long>? report = null, bool keepsLikeliest = false,
        CancellationToken cancellation = default)
    {
        double[][] probabilities = model.Probabilities(Ids, contexts, threads, report, cancellation);
        ushort[][]? likeliest = keepsLikeliest ? model.Likeliest(Ids, contexts, threads, done => report?.Invoke(Count + done), cancellation) : null;
        return With(contexts.Select((n, i) => new ModelScores(ModelScores.NGramName(n), probabilities[i], n, likeliest?[i])));
    }

    /// <summary>A piece of the text, for people.</summary>
    /// <param name="from">The first symbol; before the text is its beginning.</param>
    /// <param name="to">Behind the last symbol; behind the text is its end.</param>
    public string Text(int from, int to)
    {
        from = Math.Clamp(from, 0, Count);
        return Vocabulary.Decode(Ids.Span[from..Math.Clamp(to, from, Count)]);
    }
}
