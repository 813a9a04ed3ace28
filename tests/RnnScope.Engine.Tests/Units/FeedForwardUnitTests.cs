using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Tracing;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;

namespace RnnScope.Engine.Tests.Units;

/// <summary>The delay line against the feed-forward network that it stands for.</summary>
public sealed class FeedForwardUnitTests
{
    private const int Units = 5, Characters = 600;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Resolve_SoManySymbols_ComputesTheFeedForwardNetwork(int n)
    {
        using Network network = TinyModel.Network($"n-nn:{n}", layers: 1, units: Units);
        ushort[] text = TinyModel.Text(Characters);
        using MemoryTrace trace = Tracer.Read(network, TinyModel.Vocabulary, text, new TraceOptions());
        float[] bias = Values(network, "h.bias");
        float[][] weights = [.. Enumerable.Range(0, n).Select(back => Values(network, back == 0 ? "h.x" : $"s{back}.x"))];
        float[] row = new float[Units];
        // 600 symbols are more than one window of the reader: what is carried over counts too.
        for (int p = 0; p < Characters; p++)
        {
            trace.ReadRows("layers.0.h", p, 1, row);
            for (int unit = 0; unit < Units; unit++)
            {
                double sum = bias[unit];
                for (int back = 0; back < n && back <= p; back++) sum += weights[back][text[p - back] * Units + unit];
                Assert.Equal(Math.Tanh(sum), row[unit], 1e-5);
            }
        }
    }

    [Fact]
    public void Source_ThreeSymbols_IsTheBuiltInFile() =>
        Assert.Equal(Equations(BuiltInUnits.Resolve("n-nn")), Equations(BuiltInUnits.Resolve("n-nn:3")));

    [Fact]
    public void Resolve_Longest_IsAccepted() => Assert.Equal(100, BuiltInUnits.Resolve($"n-nn:{FeedForwardUnit.MostSymbols}").NextStates.Count);

    [Theory]
    [InlineData("n-nn:")]
    [InlineData("n-nn:0")]
    [InlineData("n-nn:-1")]
    [InlineData("n-nn:101")]
    [InlineData("n-nn:99999999999")]
    [InlineData("n-nn:six")]
    public void Resolve_NoSuchNumber_SaysWhatIsPossible(string name)
    {
        UnitException error = Assert.Throws<UnitException>(() => BuiltInUnits.Resolve(name));
        Assert.Contains("a number of symbols from 1 to 100", error.Message);
        Assert.NotEmpty(error.Hint);
    }

    private static float[] Values(Network network, string name) =>
        network.Parameters.Values(network.Parameters.Tensors.Single(tensor => tensor.Name == $"layers.0.{name}")).ToArray();

    private static string[] Equations(UnitGraph unit) => [.. unit.Syntax.Equations.Select(line => $"{line.Text} as {line.Label}")];
}
