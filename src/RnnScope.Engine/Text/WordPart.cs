namespace RnnScope.Engine.Text;

/// <summary>A part of a text as an autocomplete network reads it: observations of whole words, each from a zero state.</summary>
/// <remarks>
/// Observation i is stream i mod B of window i / B. What is behind its end, up to T, is padding: some symbol without a target,
/// which nothing depends on, since nothing comes after it.
/// </remarks>
public sealed class WordPart : ITextPart
{
    private readonly ushort[] _ids, _targets;
    private readonly Observation[] _observations;
    private readonly PartCount[] _before;

    internal WordPart(ushort[] ids, ushort[] targets, Observation[] observations, int streams, int steps)
    {
        (_ids, _targets, _observations) = (ids, targets, observations);
        Streams = Math.Min(streams, observations.Length);
        Steps = steps;
        Windows = (observations.Length + Streams - 1) / Streams;
        _before = new PartCount[Windows + 1];
        for (int window = 0; window < Windows; window++) _before[window + 1] = CountThrough(window, _before[window]);
    }

    /// <summary>B, or the number of observations where that is smaller.</summary>
    public int Streams { get; }

    /// <summary>T, the most symbols of an observation.</summary>
    public int Steps { get; }

    /// <summary>Windows of B observations; the last may have fewer.</summary>
    public int Windows { get; }

    /// <summary>Never: every observation starts from a zero state.</summary>
    public bool CarriesState => false;

    /// <summary>How many observations there are.</summary>
    public int Observations => _observations.Length;

    /// <inheritdoc/>
    public PartCount CountBefore(int window) => _before[window];

    /// <summary>Symbols of an observation, at most T.</summary>
    /// <param name="observation">0..<see cref="Observations"/>-1.</param>
    public int Length(int observation) => _observations[observation].Length;

    /// <summary>Gives one window to a network; the targets are the words that the inputs belong to.</summary>
    /// <inheritdoc/>
    public void Fill(int window, Span<ushort> inputs, Span<ushort> targets)
    {
        int count = Streams * Steps;
        if (inputs.Length != count || targets.Length != count)
        {
            throw new ArgumentException(
                $"inputs have {inputs.Length} and targets {targets.Length} places; a window has {Steps} x {Streams} = {count}");
        }

        inputs.Clear();
        targets.Fill(Target.None);
        for (int stream = 0; stream < InWindow(window); stream++)
        {
            (int start, int length) = _observations[window * Streams + stream];
            for (int step = 0; step < length; step++)
                (inputs[step * Streams + stream], targets[step * Streams + stream]) = (_ids[start + step], _targets[start + step]);
        }
    }

    /// <summary>The ids of the observations, one behind the other, without padding; a new array.</summary>
    public ushort[] ReadingOrder(long most = long.MaxValue)
    {
        ushort[] all = Joined(_ids);
        return most < all.Length ? all[..(int)most] : all;
    }

    /// <summary>The word of each symbol of <see cref="ReadingOrder"/>; a new array.</summary>
    public ushort[] TargetOrder() => Joined(_targets);

    private int InWindow(int window) => Math.Min(Streams, _observations.Length - window * Streams);

    private PartCount CountThrough(int window, PartCount before)
    {
        (long characters, long targets) = before;
        foreach ((int start, int length) in _observations.AsSpan(window * Streams, InWindow(window)))
        {
            characters += length;
            targets += length - _targets.AsSpan(start, length).Count(Target.None);
        }

        return new PartCount(characters, targets);
    }

    private ushort[] Joined(ushort[] values)
    {
        ushort[] joined = new ushort[_observations.Sum(observation => (long)observation.Length)];
        int at = 0;
        foreach ((int start, int length) in _observations)
        {
            values.AsSpan(start, length).CopyTo(joined.AsSpan(at));
            at += length;
        }

        return joined;
    }
}

/// <summary>Where an observation lies in a text of words.</summary>
/// <param name="Start">Its first symbol, the space before its first word.</param>
/// <param name="Length">Its symbols.</param>
public readonly record struct Observation(int Start, int Length);
