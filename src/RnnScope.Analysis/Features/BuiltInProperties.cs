namespace RnnScope.Analysis.Features;

/// <summary>All properties that can be measured without being told more. docs/properties.md has the same table.</summary>
public static class BuiltInProperties
{
    private static readonly TextKind[] Everywhere = [TextKind.Prose, TextKind.Code, TextKind.Markup];
    private static readonly TextKind[] InCode = [TextKind.Code];
    private static readonly TextKind[] InMarkup = [TextKind.Markup];
    private static readonly TextKind[] InSentences = [TextKind.Prose, TextKind.Markup];

    /// <summary>In a fixed order.</summary>
    public static IReadOnlyList<BuiltInProperty> All { get; } =
    [
        Binary("inside a string", "source", InCode,
            "1 from the opening quote of a literal (\"...\", '...', `...`, @\"...\", \"\"\"...\"\"\") up to the symbol before its last quote",
            text => SourceTracks.InState(text, SourceState.String)),
        Binary("inside a comment", "source", InCode,
            "1 from the second symbol of // or /* up to the symbol before the end of the line or before the last symbol of */",
            text => SourceTracks.InState(text, SourceState.Comment)),
        Binary("leading comment", "source", InCode,
            "1 inside a comment with nothing but white space before it in the line where it begins", SourceTracks.LeadingComment),
        Binary("trailing comment", "source", InCode,
            "1 inside a comment with something else before it in the line where it begins", SourceTracks.TrailingComment),
        Binary("code", "source", InCode, "1 outside of strings, comments and white space", SourceTracks.Code),
        Binary("preprocessor line", "source", InCode,
            "1 from a # that is the first symbol of its line but for white space up to the symbol before the line feed; a backslash before it takes the next line in", SourceTracks.Preprocessor),
        Binary("inside an if condition", "source", InCode,
            "1 from the parenthesis behind the word if up to the symbol before the one that closes it", BracketTracks.IfCondition),
        Numeric("position in the statement", "source", InCode,
            "symbols since the last ; { or } outside of strings and comments, 0 at that symbol", SourceTracks.InStatement),

        Binary("inside quotes", "brackets", InSentences,
            "1 from an opening quotation mark up to the symbol before the closing one, or before the end of the paragraph", text => QuotationTrack.Of(text.Characters)),
        Binary("inside parentheses", "brackets", Everywhere, "1 from ( up to the symbol before its )", text => BracketTracks.Inside(text, "(")),
        Binary("inside brackets", "brackets", Everywhere, "1 from [ up to the symbol before its ]", text => BracketTracks.Inside(text, "[")),
        Binary("inside braces", "brackets", Everywhere, "1 from { up to the symbol before its }", text => BracketTracks.Inside(text, "{")),
        Numeric("depth of parentheses", "brackets", Everywhere, "how many ( are open that have their )", text => BracketTracks.Depth(text, "(")),
        Numeric("depth of brackets", "brackets", Everywhere, "how many [ are open that have their ]", text => BracketTracks.Depth(text, "[")),
        Numeric("depth of braces", "brackets", Everywhere, "how many { are open that have their }", text => BracketTracks.Depth(text, "{")),
        Numeric("depth of all brackets", "brackets", Everywhere, "how many ( [ { are open that have their partner", text => BracketTracks.Depth(text, "([{")),

        Numeric("position in the line", "line", Everywhere, "symbols since the last line feed, 0 at the line feed itself", text => LineTracks.Position(text.Characters)),
        Numeric("line length left", "line", Everywhere,
            "symbols that follow before the next line feed or the end of the text; at a line feed, the length of the next line. It looks ahead", text => LineTracks.Left(text.Characters)),
        Numeric("indentation", "line", Everywhere,
            "spaces and tabs before the first other symbol of the line; up to that symbol, those read so far", text => LineTracks.Indentation(text.Characters)),
        Binary("leading white space", "line", Everywhere, "1 at spaces and tabs with nothing else before them in their line", text => LineTracks.Leading(text.Characters)),
        Binary("line feed", "line", Everywhere, "1 at a line feed", text => LineTracks.Feed(text.Characters)),
        Numeric("position in the paragraph", "line", Everywhere,
            "symbols since the line feed that ended the last blank line, 0 at it; before the first blank line, symbols read", text => LineTracks.InParagraph(text.Characters)),
        Numeric("line of the paragraph", "line", Everywhere, "line feeds since the last blank line, 0 in the first line behind it", text => LineTracks.LineOfParagraph(text.Characters)),

        Binary("word start", "word", Everywhere, "1 at the first symbol of a word", WordTracks.Start),
        Binary("inside a word", "word", Everywhere, "1 at the symbols of words", WordTracks.Inside),
        Numeric("position in the word", "word", Everywhere, "symbols of the word so far, 1 at its first symbol; 0 between words", WordTracks.Position),
        Numeric("words of the line", "word", Everywhere, "words that have begun since the last line feed", WordTracks.OfLine),
        Binary("capitalised word", "word", Everywhere, "1 at all symbols of a word that begins with a capital", WordTracks.Capitalised),
        Binary("word in capitals", "word", Everywhere, "1 in a word with two capitals or more and no small letter so far", WordTracks.InCapitals),
        Numeric("position in the sentence", "word", InSentences,
            "symbols since the white space behind . ! or ? (with quotes or brackets in between) or since a blank line, 0 at it", WordTracks.InSentence),

        Binary("capital", "symbol", Everywhere, "1 at capital letters", WordTracks.Capital),
        Binary("digit", "symbol", Everywhere, "1 at decimal digits", WordTracks.Digit),
        Binary("punctuation", "symbol", Everywhere, "1 at punctuation, quotation marks, apostrophes and symbols such as + and $; not at the underscore", WordTracks.Punctuation),
        Binary("white space", "symbol", Everywhere, "1 at spaces, tabs, ends of lines and the like", WordTracks.Space),

        Binary("inside a URL", "markup", Everywhere,
            "1 from the last slash of :// (a letter before it), or the dot of www. (at the start of a word), up to the symbol before white space, a quote or a bracket",
            text => UrlTrack.Of(text.Characters)),
        Binary("inside a tag", "markup", InMarkup, "1 from < (a letter, /, ! or ? behind it) up to the symbol before the next >, with no < in between", text => InMarkupState(text, MarkupState.Tag)),
        Binary("inside an attribute value", "markup", InMarkup, "1 within a tag from a quote behind = up to the symbol before the same quote", text => InMarkupState(text, MarkupState.Value)),
        Numeric("depth of elements", "markup", InMarkup, "elements that are open: begun by <name>, ended by </name>; counted at the >", MarkupTag.Depth),
        Binary("inside a markup comment", "markup", InMarkup, "1 from the last symbol of <!-- up to the symbol before the last one of -->", text => InMarkupState(text, MarkupState.Comment)),
        Binary("inside an entity", "markup", InMarkup, "1 from & up to the symbol before ;, with one to ten letters, digits or # in between", text => InMarkupState(text, MarkupState.Entity)),
        Binary("inside a wiki link", "markup", InMarkup, "1 from the second symbol of [[ up to the symbol before the last one of ]], or before the end of the line", text => InMarkupState(text, MarkupState.Link)),
        Binary("inside a template", "markup", InMarkup, "1 from the second symbol of {{ up to the symbol before the last one of }}, or before the end of the paragraph", text => InMarkupState(text, MarkupState.Template)),
        Binary("inside a heading", "markup", InMarkup, "1 in a line that begins with =, or with # signs and a space, up to the symbol before the line feed", text => InMarkupState(text, MarkupState.Heading)),
        Binary("inside mathematics", "markup", InMarkup, "1 from $ or the second symbol of $$ up to the symbol before the last one of its partner in the paragraph", text => InMarkupState(text, MarkupState.Mathematics)),
    ];

    /// <summary>The property of a name, or null.</summary>
    /// <param name="name">As in <see cref="BuiltInProperty.Name"/>, or with underscores in place of spaces; capitals do not matter.</param>
    public static BuiltInProperty? Find(string name) => All.FirstOrDefault(property =>
        string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(property.Identifier, name, StringComparison.OrdinalIgnoreCase));

    private static BuiltInProperty Binary(string name, string group, TextKind[] kinds, string description, Func<ScannedText, float[]> measure) =>
        new(name, group, PropertyKind.Binary, kinds, description, measure);

    private static BuiltInProperty Numeric(string name, string group, TextKind[] kinds, string description, Func<ScannedText, float[]> measure) =>
        new(name, group, PropertyKind.Numeric, kinds, description, measure);

    private static float[] InMarkupState(ScannedText text, MarkupState state)
    {
        float[] track = new float[text.Length];
        for (int i = 0; i < track.Length; i++) track[i] = (text.Markup[i] & state) != 0 ? 1 : 0;
        return track;
    }
}
