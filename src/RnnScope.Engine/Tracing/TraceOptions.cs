using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tracing;

/// <summary>What to record, and how.</summary>
public sealed record TraceOptions
{
    /// <summary>What people call the text.</summary>
    public string Title { get; init; } = "text";

    /// <summary>SHA-256 of the model file (<see cref="ModelFile.Hash"/>), so that a trace of old weights is recognised.</summary>
    public string ModelHash { get; init; } = "";

    /// <summary>The words that the network predicts; null, the default, where it predicts the next symbol, or only layers are recorded.</summary>
    public WordVocabulary? Words { get; init; }

    /// <summary>Names of sites; empty means all.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>The unit's learned vectors, where they change from symbol to symbol; null, the default: those of the network.</summary>
    public IVectorTrack? Vectors { get; init; }

    /// <summary>How values are stored in a file: F16 or F32.</summary>
    /// <value>The default is F16: half the space, and enough for colours and correlations.</value>
    public TensorType Precision { get; init; } = TensorType.F16;

    /// <summary>Segments that are read side by side; 0, the default, chooses (<see cref="ReadingPlan.For"/>).</summary>
    public int Streams { get; init; }

    /// <summary>Symbols that a segment is warmed up on.</summary>
    public int WarmUp { get; init; } = ReadingPlan.DefaultWarmUp;

    /// <summary>The part of the text to read; null, the default, is all of it. A trace of it is a part of one (<see cref="TraceShards"/>).</summary>
    public Shard? Shard { get; init; }

    /// <summary>How many symbols of a text of so many are read: all of them, or those of the shard.</summary>
    /// <exception cref="ArgumentException">There are more shards than segments.</exception>
    public long Length(long characters)
    {
        if (Shard is null) return characters;
        (long from, long to) = Shard.Symbols(ReadingPlan.For(characters, Streams, WarmUp));
        return to - from;
    }

    /// <summary>Threads to use; results do not depend on it.</summary>
    /// <value>At least 1; the default is the number of processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
