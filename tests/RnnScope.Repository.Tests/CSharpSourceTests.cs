namespace RnnScope.Repository.Tests;

public sealed class CSharpSourceTests
{
    [Theory]
    [InlineData("int a; // word", "int a;        ")]
    [InlineData("/* word\n word */ b", "       \n         b")]
    [InlineData("f(\"a \\\" word\", c)", "f(           , c)")]
    [InlineData("f(@\"a\"\" word\", c)", "f(           , c)")]
    [InlineData("f('\"', word, '\\'', '\\u0041')", "f(   , word,     ,         )")]
    [InlineData("f(\"\"\"a \" word\"\"\", c)", "f(              , c)")]
    [InlineData("f(\"a // b\"); word", "f(        ); word")]
    public void CodeOnly_CommentOrString_IsBlankedInPlace(string source, string expected) =>
        Assert.Equal(expected, CSharpSource.CodeOnly(source));
}
