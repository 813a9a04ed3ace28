namespace RnnScope.Engine.Text;

/// <summary>A text that is ready for a network: its symbols as ids, divided into three parts.</summary>
public sealed class Corpus : ITrainingText
{
    internal Corpus(TextSplit split, SymbolText text, SplitPlan plan, Vocabulary? vocabulary)
    {
        Split = split;
        Path = text.Source;
        Sha256 = text.Sha256;
        Vocabulary = vocabulary ?? Collect(text, plan.Train);
        Length = text.Codes.Length;
        UsedLength = plan.Length;
        ushort[] ids = Vocabulary.Encode(text.Codes.AsSpan(0, plan.Length));
        Train = new StreamPart(ids, plan.Length, plan.Train);
        Validation = new StreamPart(ids, plan.Length, plan.Validation);
        Test = new StreamPart(ids, plan.Length, plan.Test);
    }

    /// <summary>How the text was divided.</summary>
    public TextSplit Split { get; }

    /// <summary>The file the text came from, or what else it is called.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>What one symbol is.</summary>
    public SymbolKind Kind => Vocabulary.Kind;

    /// <summary>The symbols of the training part, or the ones that were given.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>N, symbols of the whole text.</summary>
    public int Length { get; }

    /// <summary>Symbols after cutting the text to whole windows; what is behind them is not used at all.</summary>
    public int UsedLength { get; }

    /// <summary>What the network learns from.</summary>
    public StreamPart Train { get; }

    /// <summary>What decides when to stop, and which weights to keep.</summary>
    public StreamPart Validation { get; }

    /// <summary>What nothing was decided on.</summary>
    public StreamPart Test { get; }

    WordVocabulary? ITrainingText.Words => null;

    ITextPart ITrainingText.Train => Train;

    ITextPart ITrainingText.Validation => Validation;

    ITextPart ITrainingText.Test => Test;

    /// <summary>Symbols of the validation part that the vocabulary lacks.</summary>
    public int ValidationUnknown => Validation.CountOf(Vocabulary.UnknownId);

    /// <summary>Symbols of the test part that the vocabulary lacks.</summary>
    public int TestUnknown => Test.CountOf(Vocabulary.UnknownId);

    /// <summary>Reads and divides a file.</summary>
    /// <exception cref="TextException">The file cannot be read as asked, or is too short.</exception>
    public static Corpus Load(string path, SymbolKind kind, TextSplit split) => split.Apply(SymbolReader.ReadFile(path, kind));

    private static Vocabulary Collect(SymbolText text, PartPlan train)
    {
        VocabularyBuilder builder = new(text.Kind);
        for (int stream = 0; stream < train.Streams; stream++)
            builder.Add(text.Codes.AsSpan(train.Start + stream * train.Stride, train.Windows * train.Steps));
        return builder.Build();
    }
}
