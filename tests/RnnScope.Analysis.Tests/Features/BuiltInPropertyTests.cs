using RnnScope.Analysis.Features;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Features;

public sealed class BuiltInPropertyTests
{
    [Theory]
    [InlineData("position in the line", "ab~~a~c", "1200101")]
    [InlineData("line length left", "ab~~a~c", "1001010")]
    [InlineData("indentation", "a~  b c~d~ \t~", "0012222000120")]
    [InlineData("leading white space", " \ta b~  ~c", "xx.... xx..")]
    [InlineData("line feed", "a~~b", ".xx.")]
    [InlineData("position in the paragraph", "a~b~~cd~ ~e", "12340123401")]
    [InlineData("line of the paragraph", "a~b~~~c~d", "011200011")]
    [InlineData("word start", "ab don't 'c' _d1-e", "x..x......x..x...x")]
    [InlineData("inside a word", "ab don't 'c' _d1-e", "xx.xxxxx..x..xxx.x")]
    [InlineData("position in the word", "ab don't 'c' _d1", "1201234500100123")]
    [InlineData("words of the line", "a b, c~d e", "1122230112")]
    [InlineData("capitalised word", "Ab aB A1 C", "xx....xx.x")]
    [InlineData("word in capitals", "ABc I AB D'E F1", ".x.....x...x...")]
    [InlineData("position in the sentence", "A b. C! (D.) e~~f", "12340120123401201")]
    [InlineData("capital", "aB\u00c9\u00e9\u01c51", ".xx.x.")]
    [InlineData("digit", "a1\u0663\u00bd_", ".xx..")]
    [InlineData("punctuation", "a,\"_+ 1\u2014", ".xx.x..x")]
    [InlineData("white space", "a \t~\u00a0b", ".xxxx.")]
    public void Of_AnyText_IsAsMarked(string property, string text, string marks) =>
        Assert.Equal(marks.Replace(" ", "", StringComparison.Ordinal), Tracks.Of(property, text));

    [Theory]
    [InlineData("\"a\" b \"c\"", "xx....xx.")]
    [InlineData("don't 'say' \"it's\" so", "............xxxxx....")]
    [InlineData("\"one~two~~three \"four\" x", "xxxxxxxxx.......xxxxx...")]
    [InlineData("\"one~ ~\"two\"", "xxxxxx.xxxx.")]
    [InlineData("\u201cit\u2019s \u2018so\u2019\u201d x\u2019s", "xxxxxxxxxx.....")]
    [InlineData("\u2018don\u2019t\u2019 the dogs\u2019", "xxxxxx...........")]
    [InlineData("\u201ea\u201c b \u00abc\u00bb d", "xx....xx...")]
    [InlineData("``a'' ''b", ".xxx.....")]
    [InlineData("\u201c\"a\" b\u201d", "xxxxxx.")]
    public void InsideQuotes_Prose_IsAsMarked(string text, string marks) => Assert.Equal(marks, Tracks.Of("inside quotes", text));

    [Theory]
    [InlineData("inside parentheses", TextKind.Prose, "a (b (c) d) e) (", "..xxxxxxxx......")]
    [InlineData("depth of parentheses", TextKind.Prose, "a (b (c) d) e) (", "0011122111000000")]
    [InlineData("inside parentheses", TextKind.Prose, "(a~~b)", "......")]
    [InlineData("inside parentheses", TextKind.Code, "(a~~b)", "xxxxx.")]
    [InlineData("inside brackets", TextKind.Code, "a[\"]\"] //[]", ".xxxx......")]
    [InlineData("depth of braces", TextKind.Code, "{{'}'}} }", "122221000")]
    [InlineData("depth of all brackets", TextKind.Code, "{[()]}]", "1232100")]
    [InlineData("depth of braces", TextKind.Code, "{~#if A~}~#else~}~#endif", "111111111111111100000000")]
    [InlineData("inside an if condition", TextKind.Code, "if (a(b)) xif (c) #if (d)", "...xxxxx.................")]
    [InlineData("inside an if condition", TextKind.Code, "else if~ (a) // if (b)", ".........xx...........")]
    public void Brackets_Text_AreAsMarked(string property, TextKind kind, string text, string marks) =>
        Assert.Equal(marks, Tracks.Of(property, text, kind));

    [Theory]
    [InlineData("leading comment", "//a~b //c~ /*d~e*/", ".xx.........xxxxx.")]
    [InlineData("trailing comment", "//a~b //c~ /*d~e*/", ".......xx.........")]
    [InlineData("trailing comment", "/*a*/ //b", ".......xx")]
    [InlineData("code", "a = \"b\"; //c", "x.x...xx.x..")]
    [InlineData("preprocessor line", "#a~ #b\\~c~d#e~", "xx..xxxxx.....")]
    [InlineData("preprocessor line", "/*~#a~*/~#b", ".........xx")]
    [InlineData("position in the statement", "a;b{';'}c", "101012301")]
    public void Source_Code_IsAsMarked(string property, string text, string marks) => Assert.Equal(marks, Tracks.Of(property, text, TextKind.Code));

    [Theory]
    [InlineData("inside a URL", "see http://a.b/c, and (www.d.e) wwww.f ://x", "..........xxxxxxx.........xxxx.............")]
    [InlineData("inside a tag", "<a b=\"c\">d</a> 1<2 <b <c>", "xxxxxxxx..xxx.........xx.")]
    [InlineData("inside an attribute value", "<a b=\"c'\" d = 'e' \"f\">", ".....xxx......xx......")]
    [InlineData("depth of elements", "<a><b/><br><c></a></d>", "0011111111111222200000")]
    [InlineData("depth of elements", "<A><!--<b>--></a>", "00111111111111110")]
    [InlineData("inside a markup comment", "a<!--b<c>-->d<!-- e", "....xxxxxxx........")]
    [InlineData("inside a tag", "<!--<c>--><?d?>", "..........xxxx.")]
    [InlineData("inside an entity", "a&amp;b & c; &; &#39;", ".xxxx...........xxxx.")]
    [InlineData("inside a wiki link", "[[a|[[b]]c]]d[[e~f]]", ".xxxxxxxxxx...xx....")]
    [InlineData("inside a template", "{{{a}}}b{{c~d~~e}}", ".xxxx....xxxxx....")]
    [InlineData("inside a heading", "= a =~b=c~## d~#e", "xxxxx.....xxxx...")]
    [InlineData("inside mathematics", "$a$ \\$b$ $5 or $6 $$c$$", "xx.................xxx.")]
    public void Markup_Text_IsAsMarked(string property, string text, string marks) => Assert.Equal(marks, Tracks.Of(property, text, TextKind.Markup));

    [Theory]
    [InlineData("capital", "a\u00c9b", ".xx.")]
    [InlineData("inside a word", "a\u00c9 \u2014", "xxx....")]
    [InlineData("word in capitals", "\u00c9a \u00c9B", "......x")]
    [InlineData("inside quotes", "\u201ca\u201d", "..xxxx.")]
    [InlineData("position in the line", "a\u00c9b", "1234")]
    public void Of_Bytes_KnowsCharacters(string property, string text, string marks) =>
        Assert.Equal(marks[..SymbolReader.Codes(text, SymbolKind.Bytes).Length], Tracks.Of(property, text, symbols: SymbolKind.Bytes));

    [Fact]
    public void All_Names_AreDifferentAndCanBeWrittenInExpressions()
    {
        Assert.Equal(BuiltInProperties.All.Count, BuiltInProperties.All.Select(property => property.Identifier).Distinct().Count());
        foreach (BuiltInProperty property in BuiltInProperties.All)
        {
            Assert.Matches("^[a-z]+( [a-zA-Z]+)*$", property.Name);
            Assert.Same(property, BuiltInProperties.Find(property.Identifier));
        }
    }

    [Theory]
    [InlineData(SymbolKind.Characters)]
    [InlineData(SymbolKind.Bytes)]
    public void Over_RandomSymbols_HasANumberEverywhereAndReadsOn(SymbolKind symbols)
    {
        int[] alphabet = [.. "\"'`/*\\\n@$ a{}()[]<>&;=#!-.:Aif0".Select(c => (int)c), -1, 0, 0xe2, 0x80, 0x9c, 0xf0, 0xff];
        Random random = new(5);
        for (int round = 0; round < 400; round++)
        {
            int[] codes = [.. Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)])];
            foreach (TextKind kind in new[] { TextKind.Prose, TextKind.Code, TextKind.Markup })
            {
                ScannedText text = new(codes, symbols, kind);
                foreach (BuiltInProperty definition in BuiltInProperties.All)
                {
                    TextProperty property = definition.Over(text);
                    Assert.Equal(codes.Length, property.Track.Length);
                    Assert.All(property.Track, value => Assert.True(definition.Kind == PropertyKind.Binary ? value is 0 or 1 : value >= 0 && float.IsInteger(value)));
                }
            }
        }
    }
}
