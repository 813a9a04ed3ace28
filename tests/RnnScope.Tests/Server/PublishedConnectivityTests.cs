using RnnScope.Engine.Text;
using RnnScope.Server;

namespace RnnScope.Tests.Server;

/// <summary>A file from somewhere is read, or it is said what is wrong with it and where.</summary>
public sealed class PublishedConnectivityTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("rnnscope-").FullName, "file.json");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("{}", "expected an array of positions, found an object")]
    [InlineData("[]", "expected 1 to 1000 positions, found 0")]
    [InlineData("[1]", "position 0: expected an object, found a number")]
    [InlineData("""[{ "target": "a" }]""", "position 0: expected 'char', found nothing of that name")]
    [InlineData("""[{ "char": 1 }]""", "char: expected a string, found a number")]
    [InlineData("""[{ "char": "ab" }]""", "char: expected one character, found 2")]
    [InlineData("""[{ "char": "" }]""", "char: expected one character, found 0")]
    [InlineData("""[{ "char": "\ud800" }]""", "cannot be read")]
    [InlineData("""[{ "char": "a", "target": "t", "predict": ["t"], "probability": [], "connectivity": [1] }]""", "expected 1 to 3 of each, found 1 and 0")]
    [InlineData("""[{ "char": "a", "target": "t", "predict": [1], "probability": [1], "connectivity": [1] }]""", "predict: expected a string, found a number")]
    [InlineData("""[{ "char": "a", "target": "t", "predict": ["t"], "probability": [1.5], "connectivity": [1] }]""", "probability: expected 0 to 1, found 1.5")]
    [InlineData("""[{ "char": "a", "target": "t", "predict": ["t"], "probability": [1], "connectivity": [] }]""", "connectivity: expected 1 numbers, one for each position, found 0")]
    [InlineData("""[{ "char": "a", "target": "t", "predict": ["t"], "probability": [1], "connectivity": [-1] }]""", "connectivity: expected 0 to 1E+30, found -1")]
    [InlineData("""[{ "char": "a", "target": "t", "predict": ["t"], "probability": [1], "connectivity": [1e999] }]""", "connectivity: expected ")]
    [InlineData("""[{ "char": "a", "target": "t", "predict": ["t"], "probability": [1], "connectivity": ["1"] }]""", "connectivity: expected a number, found a string")]
    public void Read_SomethingElse_SaysWhatAndWhere(string json, string expected)
    {
        File.WriteAllText(_path, json);
        TextException e = Assert.Throws<TextException>(() => PublishedConnectivity.Read(_path));
        Assert.StartsWith(_path, e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ConnectivityWithWhatComesLater_SaysSo()
    {
        File.WriteAllText(_path, $"[{Entry("a", "[1, 0.5]")}, {Entry("b", "[1, 1]")}]");
        Assert.Contains("position 0: connectivity: expected 0 with position 1, which comes later, found 0.5", Assert.Throws<TextException>(() => PublishedConnectivity.Read(_path)).Message);
    }

    [Fact]
    public void Read_TooMuch_SaysSoWithoutReadingIt()
    {
        File.WriteAllText(_path, $"[{string.Join(',', Enumerable.Repeat("1", PublishedConnectivity.MostPositions + 1))}]");
        Assert.Contains("expected 1 to 1000 positions, found 1001", Assert.Throws<TextException>(() => PublishedConnectivity.Read(_path)).Message);
        File.WriteAllText(_path, $"[{Entry(new string('a', 101), "[1]")}]");
        Assert.Contains("char: expected at most 100 characters, found 101", Assert.Throws<TextException>(() => PublishedConnectivity.Read(_path)).Message);
        using (FileStream file = File.Create(_path)) file.SetLength((32 << 20) + 1);
        Assert.Contains("expected at most 33554432 bytes", Assert.Throws<TextException>(() => PublishedConnectivity.Read(_path)).Message);
        Assert.Contains("there is no such file", Assert.Throws<TextException>(() => PublishedConnectivity.Read(_path + ".none")).Message);
        File.WriteAllText(_path, new string('[', 10_000));
        Assert.Contains("cannot be read", Assert.Throws<TextException>(() => PublishedConnectivity.Read(_path)).Message);
    }

    [Fact]
    public void Read_CharactersOfTwoHalves_AreOneSymbol()
    {
        File.WriteAllText(_path, $"[{Entry("😀", "[1]")}]");
        PublishedConnectivity published = PublishedConnectivity.Read(_path);
        Assert.Equal("😀", published.Text);
        Assert.Equal(["t"], published.Words);
        Assert.Equal([0x1F600, 0, 0, 0.5f, 1, 0, 0.5f, -1, float.NaN, -1, float.NaN, 1], published.Rows);
    }

    private static string Entry(string character, string connectivity) =>
        $$"""{ "char": "{{character}}", "target": "t", "predict": ["t"], "probability": [0.5], "connectivity": {{connectivity}}, "more": {} }""";
}
