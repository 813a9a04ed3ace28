namespace RnnScope.Engine.Tracing;

/// <summary>How a text is read: in one go, or in segments side by side. docs/traces.md explains the choice.</summary>
/// <param name="Characters">N, symbols of the text.</param>
/// <param name="Streams">Segments that are read side by side.</param>
/// <param name="WarmUp">Symbols before a segment (the first has none) that are read to get into its context, not recorded.</param>
public sealed record ReadingPlan(long Characters, int Streams, int WarmUp)
{
    /// <summary>The default warm-up.</summary>
    public const int DefaultWarmUp = 500;

    /// <summary>Texts up to this length are read in one go unless something else is asked for.</summary>
    public const int LongestInOneGo = 20_000;

    /// <summary>The most segments that are chosen without being asked for.</summary>
    public const int MostStreams = 64;

    /// <summary>A segment is at least so many times as long as its warm-up, unless something else is asked for.</summary>
    public const int WarmUpsPerSegment = 10;

    /// <summary>Plans the reading of a text.</summary>
    /// <param name="characters">N, symbols of the text.</param>
    /// <param name="streams">Segments; 0 chooses.</param>
    /// <param name="warmUp">Symbols of warm-up, at least 0.</param>
    /// <exception cref="ArgumentException">A number is negative, or segments would be shorter than their warm-up.</exception>
    public static ReadingPlan For(long characters, int streams = 0, int warmUp = DefaultWarmUp)
    {
        if (streams < 0 || warmUp < 0) throw new ArgumentException($"expected streams and a warm-up of 0 or more, found {streams} and {warmUp}");
        if (streams == 0)
        {
            int segment = WarmUpsPerSegment * Math.Max(1, warmUp);
            streams = characters <= LongestInOneGo ? 1 : (int)Math.Clamp(characters / segment, 1, MostStreams);
        }

        long most = Math.Max(1, characters / Math.Max(1, warmUp));
        if (streams > most)
        {
            throw new ArgumentException(
                $"expected 1 to {most} streams for {characters} symbols with a warm-up of {warmUp}, found {streams}: segments would be shorter than their warm-up");
        }

        return new ReadingPlan(characters, streams, streams == 1 ? 0 : warmUp);
    }

    /// <summary>In words, for the file.</summary>
    public string Description => Streams == 1
        ? "one continuous text from a zero state"
        : $"{Streams} segments side by side, each but the first warmed up on the {WarmUp} symbols before it";

    /// <summary>Symbols of the longest segment; the others have as many or one less.</summary>
    public long LongestSegment => (Characters + Streams - 1) / Streams;

    /// <summary>The symbols that one stream records: from the first up to, not including, the second.</summary>
    public (long From, long To) Segment(int stream) => (Characters * stream / Streams, Characters * (stream + 1) / Streams);
}
