namespace RnnScope.Engine.Text;

/// <summary>The training, validation or test part of a text: B streams that are read side by side, T symbols at a time.</summary>
/// <remarks>
/// Stream b goes on in window w + 1 where it stopped in window w, so a network's state may be carried along. Every symbol of
/// the part is an input once, and the symbol behind it in the text is its target.
/// </remarks>
public sealed class StreamPart : ITextPart
{
    private readonly ushort[] _ids;
    private readonly int _length;
    private readonly PartPlan _plan;

    internal StreamPart(ushort[] ids, int length, PartPlan plan)
    {
        _ids = ids;
        _length = length;
        _plan = plan;
    }

    /// <summary>B, parallel streams.</summary>
    public int Streams => _plan.Streams;

    /// <summary>T, symbols of one window.</summary>
    public int Steps => _plan.Steps;

    /// <summary>Windows of B x T symbols.</summary>
    public int Windows => _plan.Windows;

    /// <summary>Symbols of the part, which is also the number of predictions: B x T x windows.</summary>
    public int Characters => _plan.Streams * StreamLength;

    /// <summary>Always: a stream goes on.</summary>
    public bool CarriesState => true;

    private int StreamLength => _plan.Windows * _plan.Steps;

    /// <summary>Where in the text an input is.</summary>
    public int Position(int window, int stream, int step)
    {
        if ((uint)window >= (uint)Windows || (uint)stream >= (uint)Streams || (uint)step >= (uint)Steps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(window), $"window {window}, stream {stream}, step {step} of {Windows} x {Streams} x {Steps}");
        }

        return _plan.Start + stream * _plan.Stride + window * Steps + step;
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

        for (int stream = 0; stream < Streams; stream++)
        {
            int from = Position(window, stream, 0);
            for (int step = 0; step < Steps; step++) inputs[step * Streams + stream] = _ids[from + step];
            for (int step = 0; step < Steps; step++) targets[step * Streams + stream] = _ids[After(from + step)];
        }
    }

    /// <summary>The ids of the part, one stream behind the other; a new array.</summary>
    public ushort[] ReadingOrder()
    {
        ushort[] ids = new ushort[Characters];
        for (int stream = 0; stream < Streams; stream++)
        {
            _ids.AsSpan(_plan.Start + stream * _plan.Stride, StreamLength).CopyTo(ids.AsSpan(stream * StreamLength));
        }

        return ids;
    }

    /// <summary>The ids that are predicted, one stream behind the other: <see cref="ReadingOrder"/> one symbol later; a new array.</summary>
    public ushort[] PredictedOrder() => [.. PredictedPositions().Select(position => _ids[position])];

    /// <summary>Where in the text the symbols of <see cref="PredictedOrder"/> are; the one behind the last symbol is the first.</summary>
    public int[] PredictedPositions()
    {
        int[] positions = new int[Characters];
        for (int i = 0; i < positions.Length; i++)
            positions[i] = After(_plan.Start + i / StreamLength * _plan.Stride + i % StreamLength);
        return positions;
    }

    /// <summary>How many symbols of the part have this id.</summary>
    public int CountOf(ushort id)
    {
        int count = 0;
        for (int stream = 0; stream < Streams; stream++)
            count += _ids.AsSpan(_plan.Start + stream * _plan.Stride, StreamLength).Count(id);
        return count;
    }

    private int After(int position) => position + 1 < _length ? position + 1 : 0;
}
