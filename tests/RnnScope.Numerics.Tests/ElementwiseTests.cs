using RnnScope.Numerics.Elementwise;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Tests;

public sealed class ElementwiseTests
{
    [Theory]
    [InlineData(ElementOp.Exp, 2e-7)]
    [InlineData(ElementOp.Sigmoid, 3e-7)]
    [InlineData(ElementOp.Tanh, 3e-7)]
    public void Function_OverItsRange_StaysWithinTheMeasuredRelativeError(ElementOp op, double bound)
    {
        const int count = 1 << 16;
        var program = new ElementwiseProgram();
        program.Store(0, 1, program.Apply(op, program.Load(0, 0)));
        using var buffer = new FloatBuffer(2 * count);
        Span<float> x = buffer.Span(0, count);
        for (int i = 0; i < count; i++)
        {
            // Half over the whole range, half logarithmically towards zero.
            x[i] = i % 2 == 0 ? -80 + 160f * i / count : MathF.Exp(-20 + 24f * i / count) * (i % 4 == 1 ? 1 : -1);
        }
        new ElementwiseKernel(program, count).Run(1, new(buffer, 0, 2 * count));

        double worst = 0;
        float at = 0;
        for (int i = 0; i < count; i++)
        {
            double expected = Exact(op, x[i]), error = Math.Abs(buffer.Span(count + i, 1)[0] - expected) / Math.Abs(expected);
            if (!(error > worst)) continue;
            (worst, at) = (error, x[i]);
        }
        Assert.True(worst < bound, $"{op}: relative error {worst:E2} at {at}, bound {bound:E1}");
    }

    [Theory]
    [InlineData(ElementOp.Exp)]
    [InlineData(ElementOp.Sigmoid)]
    [InlineData(ElementOp.Tanh)]
    [InlineData(ElementOp.Relu)]
    public void Function_OfNaN_IsNaN(ElementOp op) => Assert.All(Map(op, float.NaN), value => Assert.True(float.IsNaN(value)));

    [Theory]
    [InlineData(ElementOp.Sigmoid, float.PositiveInfinity, 1)]
    [InlineData(ElementOp.Sigmoid, float.NegativeInfinity, 0)]
    [InlineData(ElementOp.Tanh, float.PositiveInfinity, 1)]
    [InlineData(ElementOp.Tanh, -1e9f, -1)]
    [InlineData(ElementOp.Tanh, 0, 0)]
    [InlineData(ElementOp.Relu, -3, 0)]
    [InlineData(ElementOp.Relu, 3, 3)]
    public void Function_AtItsEnds_Saturates(ElementOp op, float x, float expected) =>
        Assert.All(Map(op, x), value => Assert.Equal(expected, value, 1e-35f));

    [Fact]
    public void Program_SeveralBlocksAndRows_ReadsBeforeItWrites()
    {
        var program = new ElementwiseProgram();
        int a = program.Load(0, 0), b = program.Load(1, 1);
        program.Store(0, 0, program.Apply(ElementOp.Subtract, b, a));
        program.Store(1, 1, program.Apply(ElementOp.Add, program.Apply(ElementOp.Multiply, a, b), program.Constant(1)));
        using var first = new FloatBuffer(3 * 16);
        using var second = new FloatBuffer(3 * 40);
        for (int row = 0; row < 3; row++)
        {
            first.Span(row * 16, 16).Fill(row + 2);
            second.Span(row * 40 + 16, 16).Fill(10 * row);
        }
        new ElementwiseKernel(program, 16).Run(3, new(first, 0, 16), new(second, 0, 40));
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(10 * row - (row + 2), first.Span(row * 16 + 15, 1)[0]);
            Assert.Equal(10 * row * (row + 2) + 1, second.Span(row * 40 + 16, 1)[0]);
            Assert.Equal(0, second.Span(row * 40, 1)[0]);
        }
    }

    [Theory]
    [InlineData(2, 3, 2, 3, 0, 0)]
    [InlineData(3, 2, 2, 3, 1, 1)]
    [InlineData(2, 2, 2, 2, 0, 1)]
    public void Comparisons_GiveTheirValues(float a, float b, float minimum, float maximum, float greater, float greaterOrEqual)
    {
        Assert.Equal(minimum, Map(ElementOp.Min, a, b));
        Assert.Equal(maximum, Map(ElementOp.Max, a, b));
        Assert.Equal(greater, Map(ElementOp.Greater, a, b));
        Assert.Equal(greaterOrEqual, Map(ElementOp.GreaterOrEqual, a, b));
    }

    [Theory]
    [InlineData(ElementOp.Max)]
    [InlineData(ElementOp.Min)]
    public void Extreme_OfNaN_IsNaN(ElementOp op)
    {
        Assert.True(float.IsNaN(Map(op, float.NaN, 1)));
        Assert.True(float.IsNaN(Map(op, 1, float.NaN)));
        Assert.True(float.IsNaN(Map(op, float.NegativeInfinity, float.NaN)));
        Assert.True(float.IsNaN(Map(op, float.NaN, float.NaN)));
    }

    [Theory]
    [InlineData(ElementOp.Max)]
    [InlineData(ElementOp.Min)]
    public void Extreme_OfEqualZeros_IsTheFirst(ElementOp op)
    {
        Assert.True(float.IsNegative(Map(op, -0f, 0f)));
        Assert.False(float.IsNegative(Map(op, 0f, -0f)));
    }

    [Fact]
    public void Relu_OfNegativeZero_IsPositiveZero() => Assert.All(Map(ElementOp.Relu, -0f), value => Assert.False(float.IsNegative(value)));

    [Fact]
    public void Program_SixthBlockOfOneRow_IsReadForEveryRow()
    {
        var program = new ElementwiseProgram();
        program.Store(0, 0, program.Apply(ElementOp.Multiply, program.Load(0, 0), program.Load(5, 1)));
        using var rows = new FloatBuffer(3 * 16);
        using var vectors = new FloatBuffer(2 * 16);
        for (int row = 0; row < 3; row++) rows.Span(row * 16, 16).Fill(row + 1);
        for (int lane = 0; lane < 16; lane++) vectors.Span(16 + lane, 1)[0] = lane;
        new ElementwiseKernel(program, 16).Run(3, new(rows, 0, 16), block5: new(vectors, 0, 0));
        for (int row = 0; row < 3; row++)
            for (int lane = 0; lane < 16; lane++) Assert.Equal((row + 1) * lane, rows.Span(row * 16 + lane, 1)[0]);
    }

    private static double Exact(ElementOp op, double x) => op switch
    {
        ElementOp.Exp => Math.Exp(x),
        ElementOp.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => Math.Tanh(x),
    };

    private static float Map(ElementOp op, float a, float b)
    {
        var program = new ElementwiseProgram();
        program.Store(0, 0, program.Apply(op, program.Constant(a), program.Constant(b)));
        return Run(program)[0];
    }

    private static float[] Map(ElementOp op, float x)
    {
        var program = new ElementwiseProgram();
        program.Store(0, 0, program.Apply(op, program.Constant(x)));
        return Run(program);
    }

    private static float[] Run(ElementwiseProgram program)
    {
        using var buffer = new FloatBuffer(16);
        new ElementwiseKernel(program, 16).Run(1, new(buffer, 0, 16));
        return buffer.Span(0, 16).ToArray();
    }
}
