using RnnScope.Analysis.Features;

namespace RnnScope.Server;

/// <summary>A property of a text as docs/contract.md has it.</summary>
/// <param name="Name">What it is called, or what was typed.</param>
/// <param name="Description">The definition, in a sentence.</param>
/// <param name="Kind">"binary" or "numeric".</param>
/// <param name="Low">The least number over the text; null where it has none.</param>
/// <param name="High">The largest.</param>
/// <param name="Share">Of a binary property, the share of the symbols that count where it holds; else null.</param>
internal sealed record PropertyInfo(string Name, string Description, string Kind, double? Low, double? High, double? Share)
{
    /// <summary>Looks through a track.</summary>
    public static PropertyInfo Of(TextProperty property)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        long count = 0, holds = 0;
        foreach (float value in property.Track)
        {
            if (float.IsNaN(value)) continue;
            count++;
            if (value > 0) holds++;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        bool isBinary = property.Kind == PropertyKind.Binary;
        return new PropertyInfo(
            property.Name, property.Description, isBinary ? "binary" : "numeric", count > 0 ? low : null, count > 0 ? high : null,
            isBinary && count > 0 ? (double)holds / count : null);
    }
}
