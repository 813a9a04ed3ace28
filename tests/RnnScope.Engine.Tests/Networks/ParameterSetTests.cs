using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Networks;

public sealed class ParameterSetTests
{
    private const int Units = 5, Symbols = 7;

    [Fact]
    public void Randomize_StartsOfTheUnitFile_AreKept()
    {
        using ParameterSet parameters = Randomized(
            "unit a\nstate h\nvector u, v: 2 to 3, w: -4\nh' = u * v * w * affine(x: 0.25 to 0.25, h: identity, bias: 1) + affine(h * h, bias: 0 to 0)");
        AssertBetween(-0.08, 0.08, parameters, "layers.0.u");
        AssertBetween(2, 3, parameters, "layers.1.v");
        AssertBetween(-4.08, -3.92, parameters, "layers.0.w");
        AssertBetween(0.25, 0.25, parameters, "layers.1.h.1.x");
        AssertBetween(0.92, 1.08, parameters, "layers.0.h.1.bias");
        AssertBetween(-0.08, 0.08, parameters, "layers.0.h.2.h*h");
        AssertBetween(0, 0, parameters, "layers.1.h.2.bias");
        foreach (int layer in new[] { 0, 1 })
        {
            float[] identity = Values(parameters, $"layers.{layer}.h.1.h");
            for (int i = 0; i < identity.Length; i++) Assert.Equal(i / Units == i % Units ? 1 : 0, identity[i]);
        }
    }

    [Fact]
    public void Tensors_OfAUnitWithVectors_HaveTheirNamesAndShapes()
    {
        using ParameterSet parameters = Randomized(BuiltInUnits.Source("indrnn"));
        Assert.Equal(
            ["layers.0.h.x", "layers.0.h.bias", "layers.0.u", "layers.1.h.x", "layers.1.h.bias", "layers.1.u", "output.weight", "output.bias"],
            parameters.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([Units], parameters["layers.1.u"].Shape);
        Assert.Equal([Symbols, Units], parameters["layers.0.h.x"].Shape);
        Assert.NotEqual(Values(parameters, "layers.0.u"), Values(parameters, "layers.1.u"));
    }

    private static ParameterSet Randomized(string source)
    {
        var parameters = new ParameterSet(new NetworkShape(UnitGraph.Parse("my.unit", source), 2, Units, Symbols));
        parameters.Randomize(new Rng(4), 0.08f);
        return parameters;
    }

    private static float[] Values(ParameterSet parameters, string name) => parameters.Values(parameters[name]).ToArray();

    private static void AssertBetween(double low, double high, ParameterSet parameters, string name)
    {
        Assert.All(Values(parameters, name), value => Assert.InRange(value, (float)low, (float)high));
        if (high > low) Assert.True(Values(parameters, name).Distinct().Count() > 1, $"{name} is all the same");
    }
}
