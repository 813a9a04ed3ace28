using System.Globalization;
using System.Net;
using RnnScope.Figures;

namespace RnnScope.Study.Page;

/// <summary>A piece of a page. What is put into it is text, and is shown as it is, unless it is a piece itself.</summary>
/// <param name="Markup">The markup.</param>
internal readonly record struct Html(string Markup)
{
    private static readonly Escaping Provider = new();

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Markup with holes: what fills them is escaped, numbers have points and no other culture.</summary>
    public static Html Of(FormattableString markup) => new(markup.ToString(Provider));

    /// <summary>Pieces behind each other.</summary>
    public static Html Join(IEnumerable<Html> pieces, string between = "") => new(string.Join(between, pieces.Select(piece => piece.Markup)));

    public override string ToString() => Markup;

    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType!);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => "",
            Html html => html.Markup,
            IFormattable formattable => WebUtility.HtmlEncode(formattable.ToString(format, CultureInfo.InvariantCulture)),
            _ => WebUtility.HtmlEncode(VisibleText.Of(arg.ToString() ?? "")),
        };
    }
}
