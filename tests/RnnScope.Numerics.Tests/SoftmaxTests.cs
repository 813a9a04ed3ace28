namespace RnnScope.Numerics.Tests;

public sealed class SoftmaxTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(88)]
    public void LossAndGradient_AnyRow_MatchesDoubleReference(int symbols)
    {
        var rng = new Rng(5);
        float[] row = Padded(symbols, _ => rng.NextUniform(8));
        double[] exponentials = row.Take(symbols).Select(x => Math.Exp(x)).ToArray();
        double sum = exponentials.Sum();
        float[] gradient = [.. row];
        double loss = Softmax.LossAndGradient(gradient, 3, 0.5f);
        Assert.Equal(-Math.Log(exponentials[3] / sum), loss, 1e-5);
        for (int i = 0; i < symbols; i++)
            Assert.Equal(0.5 * (exponentials[i] / sum - (i == 3 ? 1 : 0)), gradient[i], 1e-6);
        Assert.All(gradient[symbols..], padding => Assert.True(Math.Abs(padding) < 1e-30));
        Assert.Equal(loss, Softmax.Loss([.. row], 3));
    }

    [Fact]
    public void Probabilities_LargeLogits_DoNotOverflow()
    {
        float[] row = Padded(3, i => 1000 - i);
        Softmax.Probabilities(row, row);
        Assert.Equal(0.665241, row[0], 1e-5);
        Assert.Equal(1, row.Sum(), 1e-6);
    }

    [Fact]
    public void Probabilities_LowTemperature_PicksTheLargest()
    {
        float[] row = Padded(3, i => i);
        Softmax.Probabilities(row, row, 0.01f);
        Assert.Equal(1, row[2], 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(88)]
    public void Likeliest_AnyRow_IsTheFirstOfTheLargest(int symbols)
    {
        var rng = new Rng(3);
        for (int trial = 0; trial < 50; trial++)
        {
            // Few different numbers, so that the largest comes several times; negative ones, below which only padding lies.
            float[] row = Padded(symbols, _ => rng.NextInt(4) - 10);
            Assert.Equal(Array.IndexOf(row, row.Max()), Softmax.Likeliest(row));
        }

        Assert.Equal(0, Softmax.Likeliest(Padded(symbols, _ => float.NaN)));
    }

    [Fact]
    public void Likeliest_OneLargest_IsFoundInEveryPlace() =>
        Assert.All(Enumerable.Range(0, 48), place => Assert.Equal(place, Softmax.Likeliest(Padded(48, i => i == place ? 2 : i % 3 - 1.5f))));

    [Fact]
    public void Loss_OfNaN_IsNaN() => Assert.True(double.IsNaN(Softmax.Loss(Padded(4, i => i == 2 ? float.NaN : 1), 0)));

    private static float[] Padded(int symbols, Func<int, float> logit) =>
        [.. Enumerable.Range(0, (symbols + 15) / 16 * 16).Select(i => i < symbols ? logit(i) : Softmax.Padding)];
}
