using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Dynamics;

/// <summary>The symbols that models are compared on: those of a test part, or the first ones of each of its streams.</summary>
/// <remarks>
/// What a symbol cost is known for all of them; whole distributions over the vocabulary only for some, evenly spread, so that
/// memory does not grow with the text. Symbols are numbered stream by stream, in reading order.
/// </remarks>
public sealed class ComparedText
{
    private const int MostPositions = 10_000;
    // 16 MB for each model, also where the vocabulary is large.
    private const int MostProbabilities = 1 << 21;

    private readonly int _streamLength;

    /// <summary>Chooses the symbols of a test part.</summary>
    /// <param name="corpus">The divided text.</param>
    /// <param name="limit">The most symbols, at least one for each stream of the test part. Every stream gets as many.</param>
    /// <exception cref="ArgumentException">There are more streams than the limit.</exception>
    public ComparedText(Corpus corpus, int limit = int.MaxValue)
    {
        int streams = corpus.Test.Streams;
        if (limit < streams)
            throw new ArgumentException($"limit: expected {streams} symbols or more, one of each stream of the test part, found {limit}", nameof(limit));
        Corpus = corpus;
        Predicted = corpus.Test.PredictedOrder();
        _streamLength = Predicted.Length / streams;
        Steps = Math.Min(limit / streams, _streamLength);
        Positions = SpreadPositions.Of(Count, Math.Clamp(MostProbabilities / corpus.Vocabulary.Count, 1, MostPositions));
    }

    /// <summary>N, symbols that are predicted.</summary>
    public int Count => Steps * Corpus.Test.Streams;

    /// <summary>The symbols for which whole distributions are compared, ascending: about 10,000, fewer for large vocabularies.</summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>The divided text.</summary>
    internal Corpus Corpus { get; }

    /// <summary>V.</summary>
    internal int Symbols => Corpus.Vocabulary.Count;

    /// <summary>Symbols of each stream.</summary>
    internal int Steps { get; }

    /// <summary>All symbols of the test part in the order in which they are predicted, those behind the limit too.</summary>
    internal ReadOnlyMemory<ushort> Predicted { get; }

    /// <summary>Where one of the N symbols is in <see cref="Predicted"/>.</summary>
    internal int PredictedIndex(int symbol) => symbol / Steps * _streamLength + symbol % Steps;

    /// <summary>The places in <see cref="Positions"/> of those from a symbol up to, not including, another.</summary>
    internal (int From, int To) PositionsBetween(int first, int end)
    {
        return (FirstFrom(first), FirstFrom(end));

        int FirstFrom(int symbol)
        {
            int place = Array.BinarySearch((int[])Positions, symbol);
            return place < 0 ? ~place : place;
        }
    }
}
