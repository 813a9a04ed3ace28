using System.Runtime.InteropServices;

namespace RnnScope.Tests.Server;

/// <summary>What keeps long texts on the server.</summary>
public sealed class LongTextEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Overview_OfAShortText_IsThatOfItsParts()
    {
        float[] values = await server.Floats("test/column?site=layers.0.h&unit=2");
        float[] answer = [];
        for (int asked = 0; asked < 500 && (answer.Length == 0 || answer[0] < 1); asked++)
        {
            answer = await server.Floats("test/overview?site=layers.0.h&unit=2&parts=7");
            await Task.Delay(2);
        }

        Assert.Equal(1, answer[0]);
        Assert.Equal(1 + 3 * 7, answer.Length);
        Assert.Equal((values.Min(), values.Max()), (answer[1], answer[2]));
        Assert.Equal(values.Average(), answer[3], 1e-5f);
    }

    [Fact]
    public async Task Overview_OfLosses_LeavesOutThatOfTheFirstSymbol()
    {
        float[] losses = await server.Floats("test/column?site=loss&unit=0");
        float[] answer = [0];
        for (int asked = 0; asked < 500 && answer[0] < 1; asked++)
        {
            answer = await server.Floats("test/overview?site=loss&unit=0&parts=1");
            await Task.Delay(2);
        }

        Assert.True(float.IsNaN(losses[0]), "nothing announced the first symbol");
        Assert.Equal(losses[1..].Average(), answer[3], 1e-5f);
    }

    [Fact]
    public async Task Density_OfAProperty_IsItsMeanOverEachPart()
    {
        float[] track = await server.Floats("test/track?property=ends(%22e%22)"), found = await server.Floats("test/density?property=ends(%22e%22)&parts=9");
        Assert.Contains(1f, track);
        Assert.Equal(9, found.Length);
        for (int part = 0; part < 9; part++)
            Assert.Equal(track[(track.Length * part / 9)..(track.Length * (part + 1) / 9)].Average(), found[part], 1e-6f);
    }

    [Theory]
    [InlineData("q=q")]
    [InlineData("q=[aeiou]{2,}&regex=on")]
    [InlineData("q=the&from=100")]
    [InlineData("q=o&most=3")]
    public async Task Search_FindsWhatIsThere(string question)
    {
        string text = string.Concat(server.Run.Ids.Select(id => server.Run.Vocabulary.Codes[id] is >= 0 and int code ? (char)code : '\uFFFD'));
        var query = System.Web.HttpUtility.ParseQueryString(question);
        System.Text.RegularExpressions.Regex regex = new(query["q"]!);
        (int, int)[] expected = [.. regex.Matches(text, int.Parse(query["from"] ?? "0")).Select(match => (match.Index, match.Length)).Take(int.Parse(query["most"] ?? "9999"))];
        byte[] answer = await server.Client.GetByteArrayAsync(new Uri($"/api/runs/tiny/texts/test/search?{question}", UriKind.Relative));
        int[] numbers = MemoryMarshal.Cast<byte, int>(answer).ToArray();
        Assert.Equal(expected, Enumerable.Range(0, numbers.Length / 2).Select(i => (numbers[2 * i], numbers[2 * i + 1])));
        Assert.True(question.StartsWith("q=the", StringComparison.Ordinal) || expected.Length > 0, "the question finds something");
    }

    [Theory]
    [InlineData("search?q=(a)\\1&regex=on", "needs backtracking")]
    [InlineData("search?q=a&most=0", "'most' is out of range")]
    [InlineData("search?q=", "'q' is missing")]
    [InlineData("overview?site=layers.0.h&unit=2&parts=99999", "'parts' is out of range")]
    [InlineData("density?property=ends(%22e%22)&parts=99999", "'parts' is out of range")]
    [InlineData("density?property=%22&parts=9", "there is no such property")]
    public async Task Question_ThatCannotBeAnswered_IsAProblem(string question, string expected) =>
        Assert.Contains(expected, await server.Problem(400, $"/api/runs/tiny/texts/test/{question}"), StringComparison.Ordinal);
}
