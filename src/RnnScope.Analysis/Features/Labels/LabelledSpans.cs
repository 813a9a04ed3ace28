using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Features.Labels;

/// <summary>Properties made of examples: stretches of a text that somebody brushed.</summary>
public static class LabelledSpans
{
    /// <summary>A property from stretches where it holds and stretches where it does not.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="length">N, symbols of the text.</param>
    /// <param name="positive">Where it holds.</param>
    /// <param name="negative">Where it does not. If there is none, it holds nowhere else; if there are some, the rest does not count.</param>
    /// <exception cref="PropertyException">A stretch is empty or out of the text, two overlap, or there is no positive one.</exception>
    public static TextProperty Of(string name, int length, IEnumerable<TextRange> positive, IEnumerable<TextRange> negative)
    {
        LabelledSpan[] here = [.. positive.Select(range => new LabelledSpan(range, 1))];
        if (here.Length == 0) throw new PropertyException("expected at least one positive example, found none", "mark a stretch of the text where it holds");
        return Of(name, length, [.. here, .. negative.Select(range => new LabelledSpan(range, 0))]);
    }

    /// <summary>
    /// A property from stretches with values. A stretch with the value 0 is a negative example: if there is one, what is in no
    /// stretch does not count; if there is none, it is 0 there.
    /// </summary>
    /// <param name="name">What to call it.</param>
    /// <param name="length">N, symbols of the text.</param>
    /// <param name="spans">The stretches, in any order.</param>
    /// <exception cref="PropertyException">A stretch is empty or out of the text, or two overlap.</exception>
    public static TextProperty Of(string name, int length, IReadOnlyList<LabelledSpan> spans)
    {
        float[] track = new float[length];
        track.AsSpan().Fill(spans.Any(span => span.Value == 0) ? float.NaN : 0);
        int free = 0;
        foreach (LabelledSpan span in spans.OrderBy(span => span.Range.From))
        {
            (int from, int count) = (span.Range.From, span.Range.Count);
            if (from < 0 || count < 1 || count > length - from)
                throw new PropertyException($"expected stretches of a text of {length} symbols, found one of {count} from symbol {from} on", "the first symbol is 0");
            if (from < free)
                throw new PropertyException($"expected stretches that do not overlap, found two at symbol {from}", "give each symbol one value");
            track.AsSpan(from, count).Fill(span.Value);
            free = from + count;
        }

        return Property(name, track);
    }

    /// <summary>Labels are binary where all that is known is 0 or 1.</summary>
    internal static TextProperty Property(string name, float[] track)
    {
        bool isBinary = Array.TrueForAll(track, value => value is 0 or 1 or float.NaN);
        return new TextProperty(name, "labels that were given", isBinary ? PropertyKind.Binary : PropertyKind.Numeric, track);
    }
}
