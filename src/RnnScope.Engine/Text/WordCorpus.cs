namespace RnnScope.Engine.Text;

/// <summary>A text that is ready for an autocomplete network: observations of whole words, divided into three parts.</summary>
public sealed class WordCorpus : ITrainingText
{
    internal WordCorpus(
        SymbolText text, ReadOnlySpan<int> prepared, Observation[] train, Observation[] validation, Observation[] test, WordSplit split,
        Vocabulary? vocabulary, WordVocabulary? words)
    {
        (Split, Path, Sha256) = (split, text.Source, text.Sha256);
        Vocabulary = vocabulary ?? Collect(prepared, train);
        ushort[] ids = Vocabulary.Encode(prepared);
        Words = words ?? CollectWords(ids, train);
        ushort[] targets = Words.Targets(ids, Vocabulary);
        Train = Part(train, "training");
        Validation = Part(validation, "validation");
        Test = Part(test, "test");
        TestUnknown = Test.ReadingOrder().AsSpan().Count(Vocabulary.UnknownId);

        WordPart Part(Observation[] observations, string name)
        {
            WordPart part = new(ids, targets, observations, split.Streams, split.Steps);
            return part.CountBefore(part.Windows).Targets > 0
                ? part
                : throw new TextException($"{text.Source}: none of the words of the {name} part is among the {Words.Count} to predict", "use a longer text, or more `--words`");
        }
    }

    /// <summary>How the text was divided.</summary>
    public WordSplit Split { get; }

    /// <summary>The file the text came from, or what else it is called.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public string Sha256 { get; }

    /// <summary>The symbols of the training part, or the ones that were given.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The most frequent words of the training part, or the ones that were given.</summary>
    public WordVocabulary Words { get; }

    /// <inheritdoc cref="ITrainingText.Train"/>
    public WordPart Train { get; }

    /// <inheritdoc cref="ITrainingText.Validation"/>
    public WordPart Validation { get; }

    /// <inheritdoc cref="ITrainingText.Test"/>
    public WordPart Test { get; }

    /// <inheritdoc/>
    public long TestUnknown { get; }

    ITextPart ITrainingText.Train => Train;

    ITextPart ITrainingText.Validation => Validation;

    ITextPart ITrainingText.Test => Test;

    private static Vocabulary Collect(ReadOnlySpan<int> prepared, Observation[] train)
    {
        VocabularyBuilder builder = new(SymbolKind.Characters);
        foreach ((int start, int length) in train) builder.Add(prepared.Slice(start, length));
        return builder.Build();
    }

    private WordVocabulary CollectWords(ReadOnlySpan<ushort> ids, Observation[] train)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        WordSpeller speller = new(Vocabulary);
        foreach ((int start, int length) in train)
        {
            ReadOnlySpan<ushort> observation = ids.Slice(start, length);
            for (int from = 0; from < length;)
            {
                int to = WordText.EndOfWord(observation, from, speller.Space);
                ReadOnlySpan<char> word = speller.Spell(observation[from..to]);
                lookup[word] = lookup.TryGetValue(word, out long count) ? count + 1 : 1;
                from = to;
            }
        }

        // Given symbols may lack some of the text's.
        counts.Remove("");
        return counts.Count >= 2
            ? WordVocabulary.MostFrequent(Split.Filter, counts, Split.Words)
            : throw new TextException($"{Path}: the training part has {counts.Count} different words, at least 2 are needed", "use a longer text");
    }
}
