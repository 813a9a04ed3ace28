using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>Errors in their text, with the symbol and what its class goes by marked.</summary>
internal static class Examples
{
    /// <summary>The examples of all classes.</summary>
    public static Html Of(ErrorFacts facts)
    {
        Html lists = Html.Join(facts.Totals.Where(row => row.Examples.Count > 0).Select(row => Html.Of($"<p class=\"note\">{Ledgers.Meaning(row.Oracle)}</p>\n<ul class=\"examples\">\n{Html.Join(row.Examples.Select(One))}</ul>\n")));
        return Html.Of($"<p class=\"note\"><span class=\"wrong\">On blue</span>: the symbol that was given less than a half. <span class=\"evidence\">In a frame</span>: what the class goes by.</p>\n{lists}");
    }

    private static Html One(ExampleFacts example)
    {
        Html earlier = Html.Join(example.Earlier.Select(text => Html.Of(
            $"<span class=\"note\">{Words.Count(text.Distance)} symbols before: </span>… {Line(text.Before)}<span class=\"evidence\">{Line(text.Text)}</span>{Line(text.After)} …<br />")));
        Html text = Html.Join(example.Pieces.Select(Piece));
        return Html.Of($"<li><span class=\"text\">{earlier}{text}</span> <span class=\"note\">at {Words.Count(example.Position)}</span></li>\n");
    }

    private static Html Piece(ExamplePiece piece)
    {
        string text = piece.IsError ? Symbol(piece.Text) : Line(piece.Text);
        return (piece.IsError, piece.IsEvidence) switch
        {
            (true, true) => Html.Of($"<span class=\"evidence\"><mark class=\"wrong\">{text}</mark></span>"),
            (true, false) => Html.Of($"<mark class=\"wrong\">{text}</mark>"),
            (false, true) => Html.Of($"<span class=\"evidence\">{text}</span>"),
            _ => Html.Of($"{text}"),
        };
    }

    /// <summary>A piece on one line: an end of a line is one arrow.</summary>
    private static string Line(string text) =>
        text.Replace("\r\n", "↵", StringComparison.Ordinal).Replace('\n', '↵').Replace('\r', '↵');

    private static string Symbol(string text) => text == " " ? "␣" : Line(text);
}
