using RnnScope.Analysis.Features;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Features;

public sealed class PropertySetTests
{
    private const string Code = "int f(int a)\n{\n    if (a > 1) { return a; } // one\n    g(\"two\", b[3]);\n}\n";
    private const string Prose = "He said \"no\" (twice) and left. She stayed; nobody\nknew why.\n\n";
    private const string Wiki = "== Head ==\nThe [[cat]] is a <b>mammal</b> of {{kind|x}} &amp; more.\n\n";

    [Theory]
    [InlineData(Code, TextKind.Code)]
    [InlineData(Prose, TextKind.Prose)]
    [InlineData(Wiki, TextKind.Markup)]
    [InlineData("\\begin{proof}\nLet $x$ be a number. Then it is one, and this line says no more.\n\\end{proof}\n", TextKind.Markup)]
    [InlineData("Speak;\nspeak;\nspeak.\n", TextKind.Prose)]
    [InlineData("", TextKind.Prose)]
    public void Auto_Text_IsTakenForItsKind(string text, TextKind kind)
    {
        int[] codes = SymbolReader.Codes(string.Concat(Enumerable.Repeat(text, 10)), SymbolKind.Characters);
        Assert.Equal(kind, TextKinds.Choose(codes));
        Assert.Equal(kind, PropertySet.Of(codes).Kind);
    }

    [Theory]
    [InlineData(Code, TextKind.Code, new[] { "inside a string", "inside an if condition", "depth of braces", "indentation" }, new[] { "inside quotes", "inside a tag" })]
    [InlineData(Prose, TextKind.Prose, new[] { "inside quotes", "inside parentheses", "position in the sentence" }, new[] { "inside a string", "code", "inside a tag" })]
    [InlineData(Wiki, TextKind.Markup, new[] { "inside a wiki link", "inside a template", "inside a tag", "inside an entity", "inside a heading" }, new[] { "code" })]
    public void Of_Kind_HasWhatMakesSense(string text, TextKind kind, string[] expected, string[] without)
    {
        PropertySet set = PropertySet.Of(SymbolReader.Codes(string.Concat(Enumerable.Repeat(text, 10)), SymbolKind.Characters), kind: kind);
        string[] names = [.. set.Properties.Select(property => property.Name)];
        Assert.Subset(names.ToHashSet(), expected.ToHashSet());
        Assert.Empty(names.Concat(set.LeftOut.Select(property => property.Name)).Intersect(without));
        int fitting = BuiltInProperties.All.Count(property => property.Kinds.Contains(kind));
        Assert.Equal(fitting, set.Properties.Count + set.LeftOut.Count);
    }

    [Fact]
    public void Of_RareConstantAndEqualProperties_AreLeftOutWithAReason()
    {
        string text = string.Concat(Enumerable.Repeat("one (two) three\n", 4)) + string.Concat(Enumerable.Repeat("a [b] 7c\n", 5));
        PropertySet set = PropertySet.Of(SymbolReader.Codes(text, SymbolKind.Characters), kind: TextKind.Prose);
        Dictionary<string, string> reasons = set.LeftOut.ToDictionary(property => property.Name, property => property.Reason);
        Assert.Equal("it holds in 4 stretches of the text; fewer than 5 say too little", reasons["inside parentheses"]);
        Assert.Equal("it is 0 all over the text", reasons["inside quotes"]);
        Assert.Equal("it is the same as 'inside brackets' all over the text", reasons["depth of brackets"]);
        Assert.Contains(set.Properties, property => property.Name == "inside brackets");
        Assert.Contains(set.Properties, property => property.Name == "digit");
    }

    [Fact]
    public void WhyLeftOut_Numbers_CountsStretchesOfWhatIsKnown()
    {
        Assert.Null(Why(PropertyKind.Binary, 1, 0, 1, 0, 1, 0, 1, 0, 1));
        Assert.Equal("it holds in 4 stretches of the text; fewer than 5 say too little", Why(PropertyKind.Binary, 1, 0, 1, 0, 1, float.NaN, 1, 0, 1));
        Assert.Equal("it is not 0 in 1 stretch of the text; fewer than 5 say too little", Why(PropertyKind.Numeric, 0, 1, 2, 3, 0));
        Assert.Equal("it is 2.5 all over the text", Why(PropertyKind.Numeric, 2.5f, float.NaN, 2.5f));
        Assert.Equal("no symbol of the text has a value", Why(PropertyKind.Numeric, float.NaN));
        Assert.Equal("the text is empty", Why(PropertyKind.Numeric));

        static string? Why(PropertyKind kind, params float[] track) => PropertySet.WhyLeftOut(new TextProperty("p", "a property", kind, track));
    }
}
