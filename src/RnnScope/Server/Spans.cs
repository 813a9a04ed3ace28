using System.Globalization;
using RnnScope.Analysis.Errors;

namespace RnnScope.Server;

/// <summary>Spans of a text as they are written in addresses: <c>from:count</c>, with commas between them.</summary>
internal static class Spans
{
    /// <summary>Reads them.</summary>
    /// <exception cref="Problem">One cannot be read.</exception>
    public static IReadOnlyList<TextRange> Parse(string text) => [.. text.Split(',').Select(Span)];

    private static TextRange Span(string text) => text.Split(':') is [var from, var count] && Number(from) is { } first && Number(count) is { } symbols
        ? new TextRange(first, symbols)
        : throw new Problem(400, "'spans' is out of range", $"expected spans=FROM:COUNT,..., found '{text}'");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
