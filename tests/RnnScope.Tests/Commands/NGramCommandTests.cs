using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class NGramCommandTests : IDisposable
{
    private readonly TinyRun _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task NGram_Json_HasOneRowPerOrder()
    {
        Shell.Result result = await Shell.Run("ngram", Text(), "--symbols", "bytes", "--streams", "2", "--steps", "20", "--orders", "4,1-2", "--json");
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Equal("", result.Error);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement[] orders = [.. json.RootElement.GetProperty("orders").EnumerateArray()];
        Assert.Equal([1, 2, 4], orders.Select(order => order.GetProperty("n").GetInt32()));
        Assert.All(orders, order => Assert.InRange(order.GetProperty("loss_nats").GetDouble(), 0.001, 3));
        Assert.All(orders, order => Assert.InRange(order.GetProperty("errors").GetInt32(), 1, order.GetProperty("characters").GetInt32() - 1));
        Assert.All(orders, order => Assert.InRange(
            order.GetProperty("loss_nats").GetDouble(), order.GetProperty("loss_low").GetDouble(), order.GetProperty("loss_high").GetDouble()));
        Assert.All(orders, order => Assert.Equal(
            (double)order.GetProperty("errors").GetInt32() / order.GetProperty("characters").GetInt32(),
            order.GetProperty("error_rate").GetProperty("estimate").GetDouble(), 1e-12));
        Assert.Equal(1000, json.RootElement.GetProperty("bootstrap").GetProperty("resamples").GetInt32());
        Assert.Equal("bytes", json.RootElement.GetProperty("symbols").GetString());
        Assert.Equal("streams", json.RootElement.GetProperty("split").GetString());
        JsonElement[] discounts = [.. json.RootElement.GetProperty("discounts").EnumerateArray()];
        Assert.Equal(["continuation", "continuation", "continuation", "continuation", "raw", "raw", "raw"], discounts.Select(d => d.GetProperty("counts").GetString()));
        Assert.All(discounts, d => Assert.InRange(d.GetProperty("d1").GetDouble(), 0.001, 1));
    }

    [Fact]
    public async Task NGram_Text_IsATableThatNamesFallbacks()
    {
        Shell.Result one = await Shell.Run("ngram", Text(), "--streams", "2", "--steps", "20", "--orders", "0-3", "--threads", "1");
        Shell.Result two = await Shell.Run("ngram", Text(), "--streams", "2", "--steps", "20", "--orders", "0-3", "--threads", "2");
        Assert.Equal(ExitCode.Ok, one.Code);
        Assert.Equal(one, two);
        Assert.Contains("symbols to learn from", one.Output);
        Assert.Contains("fixed discounts for counts with n = 0", one.Output);
    }

    [Fact]
    public async Task NGram_ManyFallbacks_AreNamedTogether()
    {
        Shell.Result result = await Shell.Run("ngram", _files.FileNamed("a.txt", new string('a', 500)), "--streams", "1", "--steps", "10", "--orders", "1-3,6");
        string lines = result.Output[result.Output.IndexOf("fixed", StringComparison.Ordinal)..];
        Assert.Equal(
            "fixed discounts for continuation counts with n = 0-5: no n-gram has a count of 1\n" +
            "fixed discounts for counts with n = 1-3,6: no n-gram has a count of 1\n", lines);
    }

    [Theory]
    [InlineData("nine")]
    [InlineData("9-1")]
    [InlineData("1-2-3")]
    [InlineData("1,,2")]
    [InlineData("-3")]
    [InlineData("256")]
    public async Task NGram_OrdersThatAreNone_IsUsage(string orders)
    {
        Shell.Result result = await Shell.Run("ngram", Text(), $"--orders={orders}");
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("rnnscope: --orders: expected numbers of context symbols from 0 to 255, found '", result.Message());
    }

    [Fact]
    public async Task NGram_TextThatIsTooShort_IsBadInput()
    {
        Shell.Result result = await Shell.Run("ngram", _files.FileNamed("short.txt", "too short"));
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Contains("short.txt: 9 symbols make 0 windows", result.Message());
        Assert.Equal(ExitCode.BadInput, (await Shell.Run("ngram", _files.Beside("none.txt"))).Code);
    }

    private string Text() => _files.FileNamed(
        "text.txt", string.Concat(Enumerable.Range(0, 300).Select(i => i * i % 11 < 4 ? "the quick brown fox. " : $"a lazy dog {i * 7 % 13}! ")));
}
