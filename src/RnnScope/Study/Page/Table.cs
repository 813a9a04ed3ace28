namespace RnnScope.Study.Page;

/// <summary>A table of a page.</summary>
/// <param name="caption">What it is.</param>
/// <param name="columns">The columns' headings; those that begin with <c>&lt;</c> have their words at the left, all others are of numbers.</param>
internal sealed class Table(string caption, params string[] columns)
{
    private readonly List<(IReadOnlyList<Html> Cells, bool IsSum)> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One for each column.</param>
    public void Add(params Html[] cells) => _rows.Add((cells, false));

    /// <summary>Adds a row of text.</summary>
    public void Add(params string[] cells) => _rows.Add(([.. cells.Select(cell => Html.Of($"{cell}"))], false));

    /// <summary>Adds a row that the others add up to.</summary>
    public void AddSum(params string[] cells) => _rows.Add(([.. cells.Select(cell => Html.Of($"{cell}"))], true));

    /// <summary>Whether there is a row.</summary>
    public bool HasRows => _rows.Count > 0;

    /// <summary>The table, in a frame that can be scrolled with the keyboard too.</summary>
    public Html ToHtml()
    {
        Html head = Html.Join(columns.Select(column => column.StartsWith('<')
            ? Html.Of($"<th scope=\"col\" class=\"words\">{column[1..]}</th>")
            : Html.Of($"<th scope=\"col\">{column}</th>")));
        Html body = Html.Join(_rows.Select(row => Html.Of($"<tr{new Html(row.IsSum ? " class=\"sum\"" : "")}>{Html.Join(row.Cells.Select(Cell))}</tr>")), "\n");
        // A caption of the table itself would be as wide as the table, and be cut with it.
        return Html.Of($"<p class=\"caption\">{caption}</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table aria-label=\"{caption}\">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>\n");
    }

    private Html Cell(Html cell, int column) => columns[column].StartsWith('<')
        ? column == 0 ? Html.Of($"<th scope=\"row\" class=\"words\">{cell}</th>") : Html.Of($"<td class=\"words\">{cell}</td>")
        : Html.Of($"<td>{cell}</td>");
}
