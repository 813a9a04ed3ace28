using RnnScope.Numerics;

namespace RnnScope.Engine.Text;

/// <summary>How to make observations of words from a text and to divide them; <see cref="Apply"/> does it.</summary>
/// <param name="Filter">What happens to the text first.</param>
/// <param name="Words">The most words to predict, 2 to <see cref="WordVocabulary.LargestCount"/>.</param>
/// <param name="Streams">B, observations of one window.</param>
/// <param name="Steps">T, the most symbols of an observation.</param>
/// <remarks>
/// Words, each with one space before it, are packed until the next one would pass T symbols; that one begins the next
/// observation. A word that does not fit into an observation of its own is left out, and ends the one before it. The
/// observations are put into a random order, always the same: the first floor(n train) train, the next floor(n validation)
/// validate, the rest test. Validation and test part are then read in the order of the text.
/// </remarks>
public sealed record WordSplit(TextFilter Filter, int Words, int Streams, int Steps)
{
    // Not the seed of the training: networks with other seeds are tested on the same observations.
    private const ulong Seed = 1;
    private const decimal SmallestShare = 0.001m;

    /// <summary>The share of the training part.</summary>
    /// <value>From 0.001; the default is 0.9, that of the 2019 article.</value>
    public decimal Train { get; init; } = 0.9m;

    /// <summary>The share of the validation part; the test part is the rest.</summary>
    /// <value>From 0.001, leaving as much for the test part; the default is 0.05.</value>
    public decimal Validation { get; init; } = 0.05m;

    /// <summary>Makes observations of a text and divides them.</summary>
    /// <param name="text">The text, of characters.</param>
    /// <param name="vocabulary">The symbols to use; null collects them from the training part.</param>
    /// <param name="words">The words to predict; null collects them from the training part.</param>
    /// <exception cref="TextException">The text has too few words; says what would do.</exception>
    public WordCorpus Apply(SymbolText text, Vocabulary? vocabulary = null, WordVocabulary? words = null)
    {
        if (Words is < 2 or > WordVocabulary.LargestCount) throw new ArgumentException($"words: expected 2 to {WordVocabulary.LargestCount}, found {Words}");
        if (Streams < 1 || Steps < 2) throw new ArgumentException($"expected at least 1 stream of 2 steps, found {Streams} of {Steps}");
        if (Math.Min(Math.Min(Train, Validation), 1 - Train - Validation) < SmallestShare)
            throw new ArgumentException($"shares of {Train} for training and {Validation} for validation; every part needs at least {SmallestShare}");
        if (text.Kind != SymbolKind.Characters) throw new ArgumentException($"words are made of characters, found {text.Kind}: give `--symbols characters`");
        ReadOnlyMemory<int> prepared = WordText.Of(text.Codes, Filter);
        Observation[] all = Pack(prepared.Span, Steps);
        new Rng(Seed).Shuffle(all.AsSpan());
        int train = (int)decimal.Floor(all.Length * Train), validation = (int)decimal.Floor(all.Length * Validation);
        if (Math.Min(Math.Min(train, validation), all.Length - train - validation) < 1)
        {
            throw new TextException(
                $"{text.Source}: {all.Length} observations of up to {Steps} characters leave {train} for training, {validation} for validation and {all.Length - train - validation} for testing",
                "every part needs one: use a longer text, fewer `--steps`, or other shares");
        }

        return new WordCorpus(text, prepared.Span, all[..train], InOrder(all[train..(train + validation)]), InOrder(all[(train + validation)..]), this, vocabulary, words);
    }

    /// <summary>Cuts a text into observations of at most so many symbols, between words only.</summary>
    /// <param name="text">What <see cref="WordText.Of"/> returns.</param>
    /// <param name="steps">T.</param>
    /// <returns>In the order of the text; what is in none of them is words that do not fit.</returns>
    public static Observation[] Pack(ReadOnlySpan<int> text, int steps)
    {
        List<Observation> observations = [];
        int start = 0;
        for (int from = 0; from < text.Length;)
        {
            int to = WordText.EndOfWord(text, from, WordText.Space), length = to - from;
            bool isWord = length is > 1 && length <= steps;
            if (!isWord || to - start > steps)
            {
                Close(from);
                start = isWord ? from : to;
            }

            from = to;
        }

        Close(text.Length);
        return [.. observations];

        void Close(int end)
        {
            if (end > start) observations.Add(new Observation(start, end - start));
        }
    }

    private static Observation[] InOrder(Observation[] observations) => [.. observations.OrderBy(observation => observation.Start)];
}
