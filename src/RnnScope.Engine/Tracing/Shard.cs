using System.Globalization;

namespace RnnScope.Engine.Tracing;

/// <summary>One of N parts of the reading of a text, for a machine of its own: some of the segments of its <see cref="ReadingPlan"/>.</summary>
/// <param name="Number">Which one, 1 to <paramref name="Count"/>.</param>
/// <param name="Count">N, how many there are.</param>
/// <remarks>
/// Segments do not depend on each other, so that all shards together hold what the reading in one piece holds, bit for bit. A shard begins with
/// the same warm-up that its first segment has anyway.
/// </remarks>
public sealed record Shard(int Number, int Count)
{
    /// <summary>Reads <c>3/8</c>.</summary>
    /// <exception cref="ArgumentException">It is anything else.</exception>
    public static Shard Parse(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && number >= 1 && number <= count)
        {
            return new Shard(number, count);
        }

        throw new ArgumentException($"shard: expected K/N with K from 1 to N, as in 3/8, found '{text}'");
    }

    /// <summary>Throws unless these are all shards of a reading, in any order.</summary>
    /// <param name="found">What there is.</param>
    /// <exception cref="ArgumentException">Some are missing, or there twice, or of another division; names them.</exception>
    public static void RequireAll(IReadOnlyCollection<Shard> found)
    {
        if (found.Count == 0) throw new ArgumentException("expected all shards, found none");
        int count = found.First().Count;
        if (found.FirstOrDefault(shard => shard.Count != count) is { } other) throw new ArgumentException($"expected one of {count} shards, found {other}");
        if (found.CountBy(shard => shard).FirstOrDefault(shard => shard.Value > 1).Key is { } twice) throw new ArgumentException($"expected each shard once, found {twice} twice");
        if (found.Count == count) return;
        IEnumerable<Shard> missing = Enumerable.Range(1, count).Select(number => new Shard(number, count)).Except(found);
        throw new ArgumentException($"expected all {count} shards, found {found.Count}: {string.Join(", ", missing.Take(10))} missing");
    }

    /// <summary>The segments of the shard: from the first up to, not including, the second.</summary>
    /// <exception cref="ArgumentException">There are more shards than segments.</exception>
    public (int From, int To) Streams(ReadingPlan plan) => Count <= plan.Streams
        ? ((int)((long)plan.Streams * (Number - 1) / Count), (int)((long)plan.Streams * Number / Count))
        : throw new ArgumentException(
            $"shard: expected at most {plan.Streams} shards, found {Count}: {plan.Characters} symbols are read in {plan.Streams} segments, and a shard has at least one");

    /// <summary>The symbols of the shard: from the first up to, not including, the second.</summary>
    /// <inheritdoc cref="Streams" path="/exception"/>
    public (long From, long To) Symbols(ReadingPlan plan)
    {
        (int from, int to) = Streams(plan);
        return (plan.Segment(from).From, plan.Segment(to - 1).To);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
