using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;

namespace RnnScope.Engine.Tests.Networks;

public sealed class MatchedSizeTests
{
    private const int Symbols = 88;

    /// <summary>
    /// Sizes of one, two and three layers that match an LSTM of one layer on War and Peace, as they follow from the protocol
    /// of Karpathy, Johnson and Fei-Fei 2015, which prints none. There a call has two biases and V is 87; here one, and 88.
    /// </summary>
    [Theory]
    [InlineData(64, "lstm", 64, 45, 37)]
    [InlineData(64, "rnn", 141, 96, 78)]
    [InlineData(64, "gru", 77, 53, 44)]
    [InlineData(128, "lstm", 128, 84, 68)]
    [InlineData(128, "rnn", 273, 174, 139)]
    [InlineData(128, "gru", 151, 98, 79)]
    [InlineData(256, "lstm", 256, 159, 126)]
    [InlineData(256, "rnn", 531, 325, 257)]
    [InlineData(256, "gru", 300, 185, 146)]
    [InlineData(512, "lstm", 512, 308, 241)]
    [InlineData(512, "rnn", 1045, 623, 487)]
    [InlineData(512, "gru", 596, 357, 280)]
    public void Find_SizesOfThePaper_AgreeWithinOne(int lstmUnits, string unit, params int[] expected)
    {
        long wanted = new NetworkShape(BuiltInUnits.Resolve("lstm"), 1, lstmUnits, Symbols).Parameters;
        for (int layers = 1; layers <= 3; layers++)
            Assert.InRange(MatchedSize.Find(BuiltInUnits.Resolve(unit), layers, Symbols, wanted).Units, expected[layers - 1] - 1, expected[layers - 1] + 1);
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru-reset-after")]
    [InlineData("nested-lstm")]
    [InlineData("n-nn:5")]
    public void Find_AnyUnit_IsWhatTryingAllSizesGives(string name)
    {
        UnitGraph unit = BuiltInUnits.Resolve(name);
        foreach (int layers in new[] { 1, 2, 4 })
        {
            long[] counts = [.. Enumerable.Range(1, 120).Select(units => new NetworkShape(unit, layers, units, 30).Parameters)];
            for (long wanted = counts[0]; wanted <= counts[100]; wanted += 997)
            {
                long nearest = counts.MinBy(count => Math.Abs(count - wanted));
                Assert.Equal(nearest, MatchedSize.Find(unit, layers, 30, wanted).Parameters);
            }
        }
    }

    [Fact]
    public void Parameters_OfEveryBuiltInUnit_AreThoseOfItsNetwork()
    {
        foreach (string name in BuiltInUnits.Names.Append("n-nn:3"))
        {
            NetworkShape shape = new(BuiltInUnits.Resolve(name), 2, 7, 20);
            using ParameterSet parameters = new(shape);
            Assert.Equal(parameters.Tensors.Sum(tensor => tensor.Count), shape.Parameters);
            Assert.Equal(parameters.Count, shape.Parameters);
        }
    }

    [Fact]
    public void Parameters_Lstm_AreThoseOfTheFormula() =>
        // Four gates of V + H inputs and a bias each, four of 2 H + 1 above, and the output layer.
        Assert.Equal(4 * 64 * (88 + 64 + 1) + 4 * 64 * (2 * 64 + 1) + 88 * (64 + 1), new NetworkShape(BuiltInUnits.Resolve("lstm"), 2, 64, 88).Parameters);

    [Theory]
    [InlineData(10)]
    [InlineData(long.MaxValue)]
    public void Find_NumberThatNoNetworkHas_SaysWhichHave(long wanted)
    {
        string message = Assert.Throws<ArgumentException>(() => MatchedSize.Find(BuiltInUnits.Resolve("lstm"), 1, 88, wanted)).Message;
        Assert.Contains("parameters: expected 536 (1 unit) to 1", message);
        Assert.EndsWith($"found {wanted}", message);
    }

    [Fact]
    public void Find_TheEnds_AreFound()
    {
        UnitGraph unit = BuiltInUnits.Resolve("rnn");
        Assert.Equal(1, MatchedSize.Find(unit, 1, 5, new NetworkShape(unit, 1, 1, 5).Parameters).Units);
        Assert.Equal(NetworkShape.MaximumUnits, MatchedSize.Find(unit, 3, 5, new NetworkShape(unit, 3, NetworkShape.MaximumUnits, 5).Parameters).Units);
        Assert.Throws<ArgumentException>(() => MatchedSize.Find(unit, 0, 5, 1000));
    }
}
