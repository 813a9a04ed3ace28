using System.Globalization;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Features;

/// <summary>Properties of short texts as people write them down: a sign for each symbol.</summary>
internal static class Tracks
{
    /// <summary>A text; '~' stands for a line feed.</summary>
    public static ScannedText Text(string text, TextKind kind = TextKind.Prose, SymbolKind symbols = SymbolKind.Characters) =>
        new(SymbolReader.Codes(text.Replace('~', '\n'), symbols), symbols, kind);

    /// <summary>A built-in property as marks.</summary>
    public static string Of(string property, string text, TextKind kind = TextKind.Prose, SymbolKind symbols = SymbolKind.Characters)
    {
        TextProperty found = BuiltInProperties.Find(property)!.Over(Text(text, kind, symbols));
        Assert.Equal(property, found.Name);
        return Marks(found);
    }

    /// <summary>'x' and '.' for what is binary; digits, '#' above 9, for what is numeric; '?' where there is no number.</summary>
    public static string Marks(TextProperty property) => string.Concat(property.Track.Select(value => (property.Kind, value) switch
    {
        (_, float.NaN) => "?",
        (PropertyKind.Binary, 0) => ".",
        (PropertyKind.Binary, 1) => "x",
        (PropertyKind.Numeric, >= 0 and <= 9) when float.IsInteger(value) => value.ToString(CultureInfo.InvariantCulture),
        (PropertyKind.Numeric, > 9) => "#",
        _ => "!",
    }));
}
