using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tests.Text;

/// <summary>Texts with more symbols than 32 bits can number.</summary>
public sealed class LongTextTests
{
    private const long Length = 5_000_000_017;

    private static Vocabulary Symbols { get; } = Vocabulary.From([.. Enumerable.Range(0, 200)], SymbolKind.Bytes);

    [Theory]
    [InlineData(SplitLayout.Streams)]
    [InlineData(SplitLayout.Contiguous)]
    public void Fill_PlacesBeyond32Bits_AreRead(SplitLayout layout)
    {
        Corpus corpus = new TextSplit(layout, 3, 10).Apply(new Formula(Length), Symbols);
        Assert.Equal(Length, corpus.Length);
        long cut = corpus.UsedLength;
        foreach (StreamPart part in new[] { corpus.Train, corpus.Validation, corpus.Test })
        {
            ushort[] inputs = new ushort[30], targets = new ushort[30];
            part.Fill(part.Windows - 1, inputs, targets);
            for (int stream = 0; stream < 3; stream++)
            {
                for (int step = 0; step < 10; step++)
                {
                    long position = part.Position(part.Windows - 1, stream, step);
                    Assert.Equal(Formula.At(position), Symbols.Codes[inputs[step * 3 + stream]]);
                    Assert.Equal(Formula.At((position + 1) % cut), Symbols.Codes[targets[step * 3 + stream]]);
                }
            }
        }

        Assert.True(corpus.Test.Position(corpus.Test.Windows - 1, 2, 9) > int.MaxValue);
        Assert.Equal(Formula.At(corpus.Train.Position(0, 0, 5)), Symbols.Codes[corpus.Train.ReadingOrder(6)[5]]);
        Assert.Throws<TextException>(() => corpus.Train.ReadingOrder());
        Assert.Throws<TextException>(() => corpus.Test.PredictedPositions());
    }

    [Fact]
    public void Apply_MoreWindowsThanCanBeNumbered_SaysWhatToDo()
    {
        TextException error = Assert.Throws<TextException>(() => new TextSplit(SplitLayout.Streams, 1, 1).Apply(new Formula(Length), Symbols));
        Assert.Contains("windows; at most 2147483647", error.Message, StringComparison.Ordinal);
        Assert.Contains("--streams", error.Hint, StringComparison.Ordinal);
    }

    private sealed class Formula(long length) : ISymbolText
    {
        public string Source => "formula";

        public SymbolKind Kind => SymbolKind.Bytes;

        public string Sha256 => "";

        public long Length => length;

        public static int At(long position) => (int)((position * 7 + position / 1000) % 211 % 200);

        public void Read(long from, Span<int> codes)
        {
            for (int i = 0; i < codes.Length; i++) codes[i] = At(from + i);
        }
    }
}
