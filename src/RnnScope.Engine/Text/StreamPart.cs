using System.Buffers;

namespace RnnScope.Engine.Text;

/// <summary>The training, validation or test part of a text: B streams that are read side by side, T symbols at a time.</summary>
/// <remarks>
/// Stream b goes on in window w + 1 where it stopped in window w, so a network's state may be carried along. Every symbol of
/// the part is an input once, and the symbol behind it in the text is its target.
/// </remarks>
public sealed class StreamPart : ITextPart
{
    private readonly ISymbolIds _ids;
    private readonly PartPlan _plan;

    internal StreamPart(ISymbolIds ids, PartPlan plan) => (_ids, _plan) = (ids, plan);

    /// <summary>B, parallel streams.</summary>
    public int Streams => _plan.Streams;

    /// <summary>T, symbols of one window.</summary>
    public int Steps => _plan.Steps;

    /// <summary>Windows of B x T symbols.</summary>
    public int Windows => _plan.Windows;

    /// <summary>Symbols of the part, which is also the number of predictions: B x T x windows.</summary>
    public long Characters => _plan.Streams * StreamLength;

    /// <summary>Always: a stream goes on.</summary>
    public bool CarriesState => true;

    private long StreamLength => (long)_plan.Windows * _plan.Steps;

    /// <summary>Where in the text an input is.</summary>
    public long Position(int window, int stream, int step)
    {
        if ((uint)window >= (uint)Windows || (uint)stream >= (uint)Streams || (uint)step >= (uint)Steps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(window), $"window {window}, stream {stream}, step {step} of {Windows} x {Streams} x {Steps}");
        }

        return _plan.Start + stream * _plan.Stride + (long)window * Steps + step;
    }

    /// <inheritdoc/>
    public PartCount CountBefore(int window)
    {
        long count = (long)window * Steps * Streams;
        return new PartCount(count, count);
    }

    /// <summary>Gives one window to a network; the targets are the ids that follow the inputs.</summary>
    /// <inheritdoc/>
    public void Fill(int window, Span<ushort> inputs, Span<ushort> targets)
    {
        int count = Streams * Steps;
        if (inputs.Length != count || targets.Length != count)
        {
            throw new ArgumentException(
                $"inputs have {inputs.Length} and targets {targets.Length} places; a window has {Steps} x {Streams} = {count}");
        }

        ushort[] rented = ArrayPool<ushort>.Shared.Rent(Steps + 1);
        try
        {
            for (int stream = 0; stream < Streams; stream++)
            {
                Span<ushort> ids = rented.AsSpan(0, Steps + 1);
                Read(Position(window, stream, 0), ids);
                for (int step = 0; step < Steps; step++) inputs[step * Streams + stream] = ids[step];
                for (int step = 0; step < Steps; step++) targets[step * Streams + stream] = ids[step + 1];
            }
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(rented);
        }
    }

    /// <summary>The ids of the part, one stream behind the other; a new array.</summary>
    /// <inheritdoc/>
    public ushort[] ReadingOrder(long most = long.MaxValue) => InOrder(0, most);

    /// <summary>The ids that are predicted, one stream behind the other: <see cref="ReadingOrder"/> one symbol later; a new array.</summary>
    /// <exception cref="TextException">They do not fit in memory.</exception>
    public ushort[] PredictedOrder() => InOrder(1, long.MaxValue);

    /// <summary>Where in the text the symbols of <see cref="PredictedOrder"/> are; the one behind the last symbol is the first.</summary>
    /// <exception cref="TextException">They do not fit in memory, or the text has too many symbols to number.</exception>
    public int[] PredictedPositions()
    {
        _ = MemoryNeed.Array("the text", _ids.Length, 0);
        int[] positions = new int[MemoryNeed.Array("a part of the text", Characters, sizeof(int))];
        for (int i = 0; i < positions.Length; i++)
            positions[i] = (int)After(_plan.Start + i / StreamLength * _plan.Stride + i % StreamLength);
        return positions;
    }

    /// <summary>How many symbols of the part have this id.</summary>
    public long CountOf(ushort id)
    {
        long count = 0;
        for (int stream = 0; stream < Streams; stream++)
            _ids.ForEachPiece(_plan.Start + stream * _plan.Stride, StreamLength, piece => count += piece.Count(id));
        return count;
    }

    private ushort[] InOrder(int ahead, long most)
    {
        ushort[] ids = new ushort[MemoryNeed.Array("a part of the text", Math.Min(most, Characters), sizeof(ushort))];
        int at = 0;
        for (int stream = 0; at < ids.Length; stream++)
        {
            int count = (int)Math.Min(StreamLength, ids.Length - at);
            Read(_plan.Start + stream * _plan.Stride + ahead, ids.AsSpan(at, count));
            at += count;
        }

        return ids;
    }

    /// <summary>Reads a stretch; the symbol behind the last one is the first.</summary>
    private void Read(long from, Span<ushort> ids)
    {
        int inside = (int)Math.Min(ids.Length, _ids.Length - from);
        _ids.Read(from, ids[..inside]);
        if (inside < ids.Length) _ids.Read(0, ids[inside..]);
    }

    private long After(long position) => position + 1 < _ids.Length ? position + 1 : 0;
}
