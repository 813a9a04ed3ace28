using RnnScope.Analysis.Brackets;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Brackets;

public sealed class BracketFinderTests
{
    [Theory]
    [InlineData("if (a[i] == ')') { b = \"(]\"; } // (", "[i] ')' (a[i] == ')') \"(]\" { b = \"(]\"; }")]
    [InlineData("x = \"a\\\"b\" /* ( \" */ + (c);", "\"a\\\"b\" (c)")]
    [InlineData("don't (stop\nit's) } here", "")]
    [InlineData("isn't (it)\n(it is) }", "(it is)")]
    [InlineData("f(a { b) c } )", "(a { b)")]
    [InlineData("var s = @\"c:\\\" + \"\"\"a \" b\"\"\";", "\"c:\\\" \"\"\"a \" b\"\"\"")]
    [InlineData("`a ${b} c` [`", "`a ${b} c`")]
    [InlineData("\"open\n(\")\" 'x'", "\")\" 'x'")]
    [InlineData("))]]}}", "")]
    public void Find_Code_KnowsStringsAndComments(string text, string pairs) => Assert.Equal(pairs, Pairs(text, BracketMatching.Code));

    [Fact]
    public void Find_Alternatives_ShareWhatIsOpen()
    {
        const string text = "{1\n#ifdef A\n {2\n# else\n {3\n#endif\n } }\n {4}\n#else\n#endif {5}";
        // Were both alternatives open, the second brace would close {2 and {1 would stay open.
        Assert.Equal(
            ["{3", "{1", "{4", "{5"], BracketFinder.Find(Codes(text), BracketMatching.Code).Select(pair => text.Substring(pair.Open, 2)));
    }

    [Theory]
    [InlineData("He (a [b] c) said \"don't\" and \u201cso\u201d :) \"", "[b] (a [b] c) \"don't\" \u201cso\u201d")]
    [InlineData("\"one (two\r\n \r\nthree\" four) \"five\"", "\" four) \"")]
    [InlineData("\"(a\r\n b\" c)", "\"(a\r\n b\" (a\r\n b\" c)")]
    [InlineData("// (it's) /* \"a\" */", "(it's) \"a\"")]
    public void Find_Prose_EndsWithTheParagraph(string text, string pairs) => Assert.Equal(pairs, Pairs(text, BracketMatching.Prose));

    [Theory]
    [InlineData("int main() { return 0; }", BracketMatching.Code)]
    [InlineData("The prince (who was late) said \"no\".", BracketMatching.Prose)]
    [InlineData("", BracketMatching.Prose)]
    public void Choose_Text_GoesByItsBraces(string text, BracketMatching expected) => Assert.Equal(expected, BracketFinder.Choose(Codes(text)));

    // Each took minutes or gigabytes if brackets were searched for, or all of them kept.
    [Theory]
    [InlineData("(")]
    [InlineData("{(")]
    [InlineData("(]")]
    [InlineData("#if\n(((}\n#else\n")]
    [InlineData("\"'")]
    public void Find_HostileText_TakesLinearTime(string piece)
    {
        int[] codes = Codes("{" + string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length)));
        Assert.InRange(BracketFinder.Find(codes, BracketMatching.Code).Count, 0, codes.Length / 2);
        Assert.InRange(BracketFinder.Find(codes, BracketMatching.Prose).Count, 0, codes.Length / 2);
    }

    private static string Pairs(string text, BracketMatching matching) => string.Join(
        ' ', BracketFinder.Find(Codes(text), matching).Select(pair => text[pair.Open..(pair.Close + 1)]));

    private static int[] Codes(string text) => SymbolReader.Codes(text, SymbolKind.Characters);
}
