using RnnScope.Figures;

namespace RnnScope.Study.Page;

/// <summary>Collects what a section shows, in the order of reading.</summary>
internal sealed class SectionBuilder
{
    /// <summary>Wider figures stand below each other.</summary>
    private const double WidestPanel = 460;

    private readonly List<Html> _body = [];
    private readonly List<Figure> _figures = [];
    private readonly List<string> _skipped = [];

    /// <summary>What the section shows.</summary>
    public Html Body => Html.Join(_body);

    /// <summary>The figures within it.</summary>
    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>What it could not show, and why.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>Adds a piece of the page.</summary>
    public void Add(Html piece) => _body.Add(piece);

    /// <summary>Adds a paragraph; what fills its holes is text.</summary>
    public void Paragraph(FormattableString text) => Add(Html.Of($"<p>{Html.Of(text)}</p>\n"));

    /// <summary>Adds a heading below that of the section, such as the name of a run.</summary>
    public void Heading(string text) => Add(Html.Of($"<h3>{text}</h3>\n"));

    /// <summary>Says that something is missing, and why.</summary>
    public void Skip(string reason)
    {
        _skipped.Add(reason);
        // Commands stand between backticks, as in messages of the command line.
        Html text = Html.Join(reason.Split('`').Select((part, i) => i % 2 == 1 ? Html.Of($"<code>{part}</code>") : Html.Of($"{part}")));
        Add(Html.Of($"<p class=\"skipped\">Left out: {text}.</p>\n"));
    }

    /// <summary>Adds one figure, or several side by side, with what is to be seen in it and what the paper saw.</summary>
    public void Figure(FormattableString caption, params IReadOnlyList<Figure> panels)
    {
        _figures.AddRange(panels);
        Html drawings = Html.Join(panels.Select(panel => Html.Of($"<div class=\"panel\">\n{new Html(panel.Inline)}{Files(panel)}</div>\n")));
        Add(Html.Of($"<figure>\n<div class=\"{(panels.Count > 1 && panels.All(panel => panel.Width <= WidestPanel) ? "panels" : "single")}\">\n{drawings}</div>\n<figcaption>{Html.Of(caption)}</figcaption>\n</figure>\n"));
    }

    /// <summary>Adds a table.</summary>
    public void Table(Table table) => Add(table.ToHtml());

    /// <summary>Adds a table that can be folded away: for those that are looked up rather than read.</summary>
    public void Folded(string title, Html content) => Add(Html.Of($"<details><summary>{title}</summary>\n{content}</details>\n"));

    private static Html Files(Figure figure) => Html.Of(
        $"<p class=\"files\">{figure.Name}: <a href=\"figures/{figure.Name}.svg\">SVG</a> <a href=\"figures/{figure.Name}.csv\">CSV</a> <a href=\"figures/{figure.Name}.json\">JSON</a></p>");
}
