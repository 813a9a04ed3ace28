using RnnScope.Analysis.Features;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Features;

public sealed class PropertyExpressionTests
{
    // '~' stands for a line feed in texts; marks as in Tracks.
    [Theory]
    [InlineData("inside(\"\\\"\", \"\\\"\")", "a\"b\"c", ".xx..")]
    [InlineData("inside('/*', '*/')", "/*/a*/b", ".xxxx..")]
    [InlineData("inside(\"//\",\"\\n\")", "a//b~c//", "..xx...x")]
    [InlineData("inside('\"','\"') and not inside(\"//\",\"\\n\")", "\"a\"//\"b~\"", "xx.....x.")]
    [InlineData("depth(\"{\",\"}\")", "}{{}}{", "012101")]
    [InlineData("depth(\"{{\",\"}}\")", "{{{{}}}", "0112211")]
    [InlineData("depth(\"a\",\"ba\")", "aabaa", "12212")]
    [InlineData("since(\"~\")", "a~b~", "?010")]
    [InlineData("since(\"\\n\\n\")", "a~~~b", "??001")]
    [InlineData("position(\"\\n\")", "ab~c", "1201")]
    [InlineData("until(\"bc\")", "abcabca", "0210???")]
    [InlineData("count(\"aa\")", "aaab", "0122")]
    [InlineData("count(\",\", \"\\n\")", "a,b,~,", "011201")]
    [InlineData("ends(\"ab\")", "abab", ".x.x")]
    [InlineData("any_of(\"ae\\u00e9\")", "abe\u00e9", "x.xx")]
    [InlineData("position_in_the_line < 3 and not white_space", "ab c~d", "xx...x")]
    [InlineData("Capital OR digit", "aB1", ".xx")]
    [InlineData("not not capital", "aB", ".x")]
    [InlineData("position_in_the_word * 2 + 1 - -1", "ab ", "462")]
    [InlineData("1 + 2 * 3", "ab", "77")]
    [InlineData("(1 + 2) * 3 = 9", "ab", "xx")]
    [InlineData("1 != .5", "a", "x")]
    [InlineData("since('x') > 0", "axb", "?.x")]
    [InlineData("since('x') > 0 and capital", "AaxB", "?..x")]
    [InlineData("since('x') > 0 or capital", "AaxB", "x?.x")]
    [InlineData("not since('x')", "ax", "?x")]
    [InlineData("/b+/", "abbcb", ".xx.x")]
    [InlineData("/B+/ie", "abbcb", "..x.x")]
    [InlineData("/a(b+)|c(d)/", "abbcdd", ".xx.x.")]
    [InlineData("/^b/m", "ab~bb", "...x.")]
    [InlineData("/^b/", "b~b", "x..")]
    [InlineData("/a.b/", "a~b", "...")]
    [InlineData("/a.b/s", "a~b", "xxx")]
    [InlineData("/x*/", "ab", "..")]
    [InlineData("/[/]\\/ /", "// ", "xxx")]
    [InlineData("/\\d+/ and not inside('\"','\"')", "12\"3\"", "xx...")]
    public void Over_Text_IsAsMarked(string expression, string text, string marks)
    {
        TextProperty property = PropertyExpression.Parse(expression.Replace('~', '\n')).Over(Tracks.Text(text));
        Assert.Equal(marks, Tracks.Marks(property));
        Assert.Equal(expression.Replace('~', '\n'), property.Name);
    }

    [Theory]
    [InlineData("/\ud83d\ude00/", "a\ud83d\ude00b", ".x.")]
    [InlineData("/[^a]/", "a\ud83d\ude00b", ".xx")]
    [InlineData("/b/", "\ud83d\ude00b\ud83d\ude00\ud83d\ude00b\ud83d\ude00", ".x..x.")]
    [InlineData("/(?:\ud83d\ude00)+/e", "\ud83d\ude00\ud83d\ude00b\ud83d\ude00", ".x.x")]
    [InlineData("ends(\"\\u{1F600}\")", "a\ud83d\ude00b", ".x.")]
    [InlineData("any_of(\"\ud83d\ude00\")", "a\ud83d\ude00b", ".x.")]
    public void Over_CharactersOfTwoUnits_AreOneSymbol(string expression, string text, string marks) =>
        Assert.Equal(marks, Tracks.Marks(PropertyExpression.Parse(expression).Over(Tracks.Text(text))));

    [Theory]
    [InlineData("/\u00e9/", "a\u00e9b", ".xx.")]
    [InlineData("/b/", "\u00e9b\ud83d\ude00b", "..x....x")]
    [InlineData("/.$/", "a\ud83d\ude00", ".xxxx")]
    [InlineData("/.$/e", "a\ud83d\ude00", "....x")]
    [InlineData("ends(\"\u00e9\")", "a\u00e9b", "..x.")]
    [InlineData("any_of(\"\u00e9\")", "a\u00e9b", "..x.")]
    [InlineData("inside(\"\u201c\", \"\u201d\")", "\u201ca\u201d", "..xxxx.")]
    public void Over_Bytes_MapsBackToBytes(string expression, string text, string marks) =>
        Assert.Equal(marks, Tracks.Marks(PropertyExpression.Parse(expression).Over(Tracks.Text(text, symbols: SymbolKind.Bytes))));

    [Fact]
    public void Over_UnknownSymbolsAndBadBytes_AreOneSymbolEach()
    {
        Assert.Equal(".x.", Marks([97, -1, 98], SymbolKind.Characters, "/[^ab]/"));
        Assert.Equal(".xx.", Marks([97, 0xff, 0xe2, 98], SymbolKind.Bytes, "/\ufffd+/"));
        Assert.Equal("..x", Marks([-1, 0xc3, 97], SymbolKind.Bytes, "/a/"));
        Assert.Equal("...", Marks([-1, -1, 97], SymbolKind.Characters, "ends(\"\ufffd\")"));

        static string Marks(int[] codes, SymbolKind symbols, string expression) =>
            Tracks.Marks(PropertyExpression.Parse(expression).Over(new ScannedText(codes, symbols, TextKind.Prose)));
    }

    [Theory]
    [InlineData("inside a string")]
    [InlineData(" Inside a String ")]
    [InlineData("inside_a_string")]
    public void Over_NameOfABuiltInProperty_IsThatProperty(string name)
    {
        ScannedText text = Tracks.Text("x = \"a\";", TextKind.Code);
        TextProperty property = PropertyExpression.Parse(name).Over(text), known = BuiltInProperties.Find("inside a string")!.Over(text);
        Assert.Equal((known.Name, known.Description, known.Kind), (property.Name, property.Description, property.Kind));
        Assert.Equal(known.Track, property.Track);
        Assert.Contains(1, property.Track);
    }

    [Theory]
    [InlineData("inside a sting", 1, "there is no property 'inside a sting'", "did you mean 'inside a string'?")]
    [InlineData("quite another thing", 1, "unknown property 'quite'", "docs/properties.md")]
    [InlineData("", 1, "expected an expression, found nothing", "write one like")]
    [InlineData("insid(\"a\",\"b\")", 1, "unknown function 'insid'", "did you mean 'inside'?")]
    [InlineData("  word_strat", 3, "unknown property 'word_strat'", "did you mean 'word_start'?")]
    [InlineData("capital and", 12, "expected a value, found the end", "a value is")]
    [InlineData("capital adn digit", 9, "found 'adn'", "did you mean 'and'?")]
    [InlineData("inside(\"a\")", 1, "expected 2 texts in inside(...), found 1", "write inside(\"open\", \"close\")")]
    [InlineData("since()", 1, "expected 1 text in since(...), found 0", "write since")]
    [InlineData("inside", 7, "expected '(' behind 'inside', found the end", "write inside(\"open\", \"close\")")]
    [InlineData("capital(\"a\")", 8, "expected no '(' behind 'capital'", "write capital alone")]
    [InlineData("inside(\"a\" \"b\")", 12, "expected ',', found \"b\"", "")]
    [InlineData("inside(\"a\",)", 12, "expected a text in quotes, found ')'", "write inside")]
    [InlineData("since(3)", 7, "expected a text in quotes, found '3'", "write since")]
    [InlineData("since(\"\")", 7, "expected at least one character, found \"\"", "")]
    [InlineData("depth('a','a')", 7, "expected two different marks", "write inside(...)")]
    [InlineData("ends(\"a\\q\")", 8, "unknown escape '\\q'", "known: ")]
    [InlineData("ends(\"\\ud800\")", 7, "expected \\u and the four hexadecimal digits", "")]
    [InlineData("ends(\"\\u{110000}\")", 7, "expected \\u and the four hexadecimal digits", "")]
    [InlineData("ends(\"\\u12", 7, "expected \\u and the four hexadecimal digits", "")]
    [InlineData("ends(\"abc)", 6, "expected \" at the end of the text that begins here", "")]
    [InlineData("ends(\"a\\", 8, "expected a character behind the backslash, found the end", "")]
    [InlineData("\"abc\"", 1, "expected a condition, found the text \"abc\"", "write ends(\"abc\")")]
    [InlineData("capital && digit", 9, "unexpected character '&'", "write 'and'")]
    [InlineData("[a-z]", 1, "unexpected character '['", "between slashes")]
    [InlineData("\ud83d\ude00", 1, "unexpected character '\ud83d\ude00'", "")]
    [InlineData("1 < 2 < 3", 7, "expected one comparison, found a second '<'", "write 1 < x and x < 3")]
    [InlineData("1.2.3", 1, "expected a number, found '1.2.3'", "")]
    [InlineData("3e5", 1, "expected a number, found '3e5'", "")]
    [InlineData("(capital", 9, "expected ')', found the end", "")]
    [InlineData("/abc", 1, "expected / at the end of the regular expression", "\\/")]
    [InlineData("//", 1, "expected a regular expression between the slashes, found nothing", "")]
    [InlineData("/a(b/", 5, "the regular expression cannot be read: Not enough )'s", "")]
    [InlineData("/a/ig", 5, "unknown flag 'g'", "capitals do not matter")]
    [InlineData("/a/ii", 5, "the flag 'i' is given twice", "")]
    [InlineData("capital or /(?=a)b/", 12, "looks around or back", "put it in a group")]
    [InlineData("/(a)\\1/", 1, "looks around or back", "put it in a group")]
    [InlineData("/(a{1000}){1000}/", 1, "repeats too much", "smaller numbers")]
    public void Parse_Mistake_SaysWhereAndWhat(string expression, int column, string problem, string hint)
    {
        PropertyException e = Assert.Throws<PropertyException>(() => PropertyExpression.Parse(expression));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Contains(hint, e.Hint, StringComparison.Ordinal);
        Assert.Equal(column, e.Column);
        Assert.StartsWith($"column {column}: ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/[0-9]+/", PropertyKind.Binary)]
    [InlineData("/(?:Mr|Mrs)\\. (\\w+)/", PropertyKind.Binary)]
    [InlineData("inside(\"/*\", \"*/\") and not /TODO/", PropertyKind.Binary)]
    [InlineData("count(\",\", \"\\n\") > 2", PropertyKind.Binary)]
    [InlineData(" position_in_the_line < 3 and word_start ", PropertyKind.Binary)]
    [InlineData("depth_of_braces", PropertyKind.Numeric)]
    [InlineData("capital + digit", PropertyKind.Numeric)]
    [InlineData("(inside_a_url)", PropertyKind.Binary)]
    public void Parse_Expression_SaysWhatItsNumbersAre(string expression, PropertyKind kind)
    {
        PropertyExpression parsed = PropertyExpression.Parse(expression);
        Assert.Equal((BuiltInProperties.Find(expression)?.Name ?? expression.Trim(), kind), (parsed.Source, parsed.Kind));
        Assert.Equal(kind, parsed.Over(Tracks.Text("")).Kind);
    }

    [Fact]
    public void Parse_LongOrDeep_IsRefused()
    {
        Assert.Contains("1000 characters, found 1001", Assert.Throws<PropertyException>(() => PropertyExpression.Parse(new string('a', 1001))).Message, StringComparison.Ordinal);
        foreach (string piece in new[] { "(", "-", "not " })
        {
            string deep = string.Concat(Enumerable.Repeat(piece, 21)) + "1" + (piece == "(" ? new string(')', 21) : "");
            Assert.Contains("20 parts within each other", Assert.Throws<PropertyException>(() => PropertyExpression.Parse(deep)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, PropertyExpression.Parse(string.Join('+', Enumerable.Repeat("1", 500))).Over(Tracks.Text("ab")).Track.Length);
    }

    [Fact]
    public void Over_TextOfHardMatches_StopsInTime()
    {
        // Every match looks through the rest of the text: hours, were there no limit.
        ScannedText text = new([.. Enumerable.Repeat((int)'a', 2_000_000)], SymbolKind.Characters, TextKind.Prose);
        PropertyException e = Assert.Throws<PropertyException>(() => PropertyExpression.Parse("/[^x]*x|a/", TimeSpan.FromSeconds(0.25)).Over(text));
        Assert.Contains("more than 0.25 s", e.Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => PropertyExpression.Parse("/a/").Over(text, new CancellationToken(true)));
    }

    [Fact]
    public void Over_NumbersThatGetTooLarge_AreRefused()
    {
        string large = string.Join(" * ", Enumerable.Repeat("9999999999999999999999999999999999999", 2));
        Assert.Contains("too large", Assert.Throws<PropertyException>(() => PropertyExpression.Parse(large).Over(Tracks.Text("a"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_RandomPieces_FailsOnlyAsItShould()
    {
        string[] pieces = ["inside", "(", ")", "\"a\"", ",", "and", "or", "not", "/a/", "1", "<", "capital", "*", "-", "'", "\\", "/", " ", "\ud83d"];
        ScannedText text = Tracks.Text("aAb");
        Random random = new(11);
        int good = 0;
        for (int round = 0; round < 20_000; round++)
        {
            string expression = string.Join(' ', Enumerable.Range(0, random.Next(1, 7)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                Assert.Equal(3, PropertyExpression.Parse(expression).Over(text).Track.Length);
                good++;
            }
            catch (PropertyException e)
            {
                Assert.InRange(e.Column, 1, expression.Length + 1);
            }
        }

        Assert.InRange(good, 500, 19_000);
    }
}
