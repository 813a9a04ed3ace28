using RnnScope.Analysis.Gates;
using RnnScope.Engine.Units;

namespace RnnScope.Analysis.Tests.Gates;

public sealed class UnitGatesTests
{
    [Theory]
    [InlineData("lstm", "i None, f KeepsWhenOpen, o None")]
    [InlineData("gru", "r None, z KeepsWhenShut")]
    [InlineData("gru-reset-after", "r None, z KeepsWhenOpen")]
    [InlineData("nested-lstm", "i None, f None, o None, inner_i None, inner_f KeepsWhenOpen, inner_o None")]
    [InlineData("rnn", "")]
    [InlineData("n-nn:4", "")]
    public void Of_BuiltInUnit_FindsGatesAndTheirMemory(string unit, string expected)
    {
        IReadOnlyList<Gate> gates = UnitGates.Of(BuiltInUnits.Resolve(unit));
        Assert.Equal(expected, string.Join(", ", gates.Select(gate => $"{gate.Name} {gate.Memory}")));
        Assert.All(gates, gate => Assert.True(gate.IsBounded));
        Assert.Empty(UnitGates.Unnamed(BuiltInUnits.Resolve(unit)));
    }

    [Theory]
    [InlineData("k = f * c\nc' = g + k", GateMemory.KeepsWhenOpen)]
    [InlineData("c' = c * (g * f)", GateMemory.KeepsWhenOpen)]
    [InlineData("c' = f * g + c * (1 - f)", GateMemory.KeepsWhenShut)]
    [InlineData("c' = f * g + c", GateMemory.None)]
    [InlineData("c' = f * h + c", GateMemory.None)]
    [InlineData("c' = tanh(f * c) + g", GateMemory.None)]
    public void Of_AnyEquation_FollowsTheState(string lines, GateMemory expected)
    {
        UnitGraph unit = UnitGraph.Parse("a", $"unit a\nstate h, c\nf = sigmoid(affine(x)) as Keep GATE\ng = sigmoid(affine(x, h))\n{lines}\nh' = tanh(c' + f * g)");
        Gate gate = Assert.Single(UnitGates.Of(unit));
        Assert.Equal(("f", "Keep GATE", expected), (gate.Name, gate.Label, gate.Memory));
        Assert.Equal(["g"], UnitGates.Unnamed(unit).Except(["k"]));
    }

    [Fact]
    public void Of_GateThatIsNone_IsMarked()
    {
        UnitGraph unit = UnitGraph.Parse("a", "unit a\nstate h\nf = tanh(affine(x)) as gate\ns = sigmoid(affine(x)) as gatekeeper\nh' = f * h + s");
        Gate gate = Assert.Single(UnitGates.Of(unit));
        Assert.False(gate.IsBounded);
        Assert.Equal(["s"], UnitGates.Unnamed(unit));
    }
}
