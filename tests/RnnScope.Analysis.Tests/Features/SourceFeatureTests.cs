using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Tests.Features;

public sealed class SourceFeatureTests
{
    // Below each text: 's' inside a string, 'c' inside a comment, '.' neither; '~' stands for a line feed.
    [Theory]
    [InlineData("a = \"b\";", "....ss..")]
    [InlineData("\"\" \"\"", "s..s.")]
    [InlineData("x(\"a\\\"b\")", "..sssss..")]
    [InlineData("\"a\\\\\"b", "ssss..")]
    [InlineData("\"open~b\"c\"", "sssss..ss.")]
    [InlineData("\"a\\~b", "sss..")]
    [InlineData("'\"' '\\''x", "ss..sss..")]
    [InlineData("@\"a\\\"b", ".sss..")]
    [InlineData("@\"a\"\"~\"b", ".sssss..")]
    [InlineData("$@\"\"\"a\"b", "..ssss..")]
    [InlineData("@$\"a\\\"b", "..sss..")]
    [InlineData("\"\"\"a\"~\"\"b\"\"\"x", "sssssssssss..")]
    [InlineData("\"\"\"\"a\"\"\"b\"\"\"\"x", "ssssssssssss..")]
    [InlineData("\"\"\"open", "sssssss")]
    [InlineData("`a~${b}\\`c`d", "ssssssssss..")]
    [InlineData("a / b // c~d", ".......ccc..")]
    [InlineData("//", ".c")]
    [InlineData("//~x", ".c..")]
    [InlineData("/", ".")]
    [InlineData("/* \"a\" ~ // */b", ".cccccccccccc..")]
    [InlineData("/*/ */x", ".cccc..")]
    [InlineData("/**/x", ".cc..")]
    [InlineData("/* open", ".cccccc")]
    [InlineData("\"// no\" // \"yes\"", "ssssss...ccccccc")]
    [InlineData("// don't~'a'", ".ccccccc.ss.")]
    [InlineData("don't~\"a\"", "...ss.ss.")]
    public void Scan_Source_IsAsMarked(string text, string marks)
    {
        int[] codes = Codes(text);
        float[] strings = Track(codes, "inside a string");
        float[] comments = Track(codes, "inside a comment");
        string found = string.Concat(strings.Select((s, i) => s == 1 ? 's' : comments[i] == 1 ? 'c' : '.'));
        Assert.Equal(marks, found);
    }

    [Fact]
    public void Scan_RandomSymbols_AlwaysEnds()
    {
        const string Symbols = "\"'`/*\\\n@$ a{}";
        Random random = new(3);
        for (int round = 0; round < 2000; round++)
        {
            int[] codes = [.. Enumerable.Range(0, random.Next(30)).Select(_ => (int)Symbols[random.Next(Symbols.Length)])];
            foreach (TextProperty property in WatchedProperties.Of(codes)) Assert.Equal(codes.Length, property.Track.Length);
        }
    }

    [Fact]
    public void LinePosition_Lines_CountsSymbolsSinceTheLineFeed() =>
        Assert.Equal([1, 2, 0, 0, 1, 2, 0, 1], Track(Codes("ab~~a\r~c"), "position in the line"));

    [Fact]
    public void Indentation_Lines_IsTheDepthOfTheLine() =>
        Assert.Equal([0, 0, 1, 2, 2, 2, 2, 0, 0, 0, 1, 2, 0], Track(Codes("a~  b c~d~ \t~"), "indentation"));

    [Fact]
    public void Of_Empty_IsEmpty()
    {
        foreach (TextProperty property in WatchedProperties.Of([]))
        {
            Assert.Empty(property.Track);
            Assert.NotEmpty(property.Description);
        }
    }

    private static float[] Track(int[] codes, string name) => WatchedProperties.Of(codes).Single(property => property.Name == name).Track;

    private static int[] Codes(string text) => [.. text.Select(c => c == '~' ? '\n' : (int)c)];
}
