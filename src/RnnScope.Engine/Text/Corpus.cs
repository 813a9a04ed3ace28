namespace RnnScope.Engine.Text;

/// <summary>A text that is ready for a network: its symbols as ids, divided into three parts.</summary>
public sealed class Corpus : ITrainingText
{
    internal Corpus(TextSplit split, ISymbolText text, SplitPlan plan, Vocabulary? vocabulary)
    {
        Split = split;
        Path = text.Source;
        Sha256 = text.Sha256;
        Vocabulary = vocabulary ?? Collect(text, plan.Train);
        Length = text.Length;
        UsedLength = plan.Length;
        ISymbolIds ids = text.Encode(Vocabulary, plan.Length);
        Train = new StreamPart(ids, plan.Train);
        Validation = new StreamPart(ids, plan.Validation);
        Test = new StreamPart(ids, plan.Test);
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
    public long Length { get; }

    /// <summary>Symbols after cutting the text to whole windows; what is behind them is not used at all.</summary>
    public long UsedLength { get; }

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
    public long ValidationUnknown => Validation.CountOf(Vocabulary.UnknownId);

    /// <summary>Symbols of the test part that the vocabulary lacks.</summary>
    public long TestUnknown => Test.CountOf(Vocabulary.UnknownId);

    /// <summary>Reads and divides a file.</summary>
    /// <exception cref="TextException">The file cannot be read as asked, or is too short.</exception>
    public static Corpus Load(string path, SymbolKind kind, TextSplit split) => split.Apply(SymbolReader.Open(path, kind));

    private static Vocabulary Collect(ISymbolText text, PartPlan train)
    {
        VocabularyBuilder builder = new(text.Kind);
        int[] codes = new int[1 << 15];
        for (int stream = 0; stream < train.Streams; stream++)
        {
            long from = train.Start + stream * train.Stride, end = from + (long)train.Windows * train.Steps;
            for (; from < end; from += codes.Length)
            {
                Span<int> piece = codes.AsSpan(0, (int)Math.Min(codes.Length, end - from));
                text.Read(from, piece);
                builder.Add(piece);
            }
        }

        return builder.Build();
    }
}
