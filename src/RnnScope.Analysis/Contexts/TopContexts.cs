using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Contexts;

/// <summary>Finds where a unit is highest, lowest, and where it changes most. See docs/contexts.md.</summary>
public static class TopContexts
{
    private const int CheckEvery = 1 << 16;

    /// <summary>Looks through one unit's values over a text.</summary>
    /// <param name="values">The unit's value after each symbol, (N); what is not finite is passed over.</param>
    /// <param name="options">How many places; null for the defaults.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Places of a kind never overlap, with what stands around them; of equal ones the earlier comes first.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static TopContextsResult Find(ReadOnlyMemory<float> values, ContextOptions? options = null, CancellationToken cancellation = default)
    {
        options = (options ?? new ContextOptions()).Validated();
        return new TopContextsResult(Of(at => values.Span[at]), Of(at => -values.Span[at]), Of(at => Math.Abs(Change(values.Span, at))));

        UnitContext[] Of(Func<int, float> height) =>
            [.. Highest(values.Length, height, options, cancellation).Select(at => new UnitContext(at, values.Span[at], Change(values.Span, at), Around(at, values.Length, options)))];
    }

    private static float Change(ReadOnlySpan<float> values, int at) => at == 0 ? float.NaN : values[at] - values[at - 1];

    private static TextRange Around(int at, int length, ContextOptions options)
    {
        int from = Math.Max(0, at - options.Before), to = (int)Math.Min(length, (long)at + options.After + 1);
        return new TextRange(from, to - from);
    }

    /// <summary>Takes the highest place, then the highest of those that are far enough from all that were taken, and so on.</summary>
    private static List<int> Highest(int length, Func<int, float> height, ContextOptions options, CancellationToken cancellation)
    {
        float[] heights = new float[length];
        for (int at = 0; at < length; at++)
        {
            if (at % CheckEvery == 0) cancellation.ThrowIfCancellationRequested();
            float value = height(at);
            heights[at] = float.IsFinite(value) ? value : float.NaN;
        }

        List<int> places = [];
        int apart = options.Before + options.After;
        while (places.Count < options.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            int best = -1;
            for (int at = 0; at < length; at++)
            {
                // False for NaN, which marks what is taken; false for equal ones, so that the earlier stays.
                if (best < 0 ? !float.IsNaN(heights[at]) : heights[at] > heights[best]) best = at;
            }

            if (best < 0) break;
            places.Add(best);
            int from = Math.Max(0, best - apart), to = (int)Math.Min(length, (long)best + apart + 1);
            heights.AsSpan(from, to - from).Fill(float.NaN);
        }

        return places;
    }
}
