using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Sampling;
using RnnScope.Engine.Tests.Tracing;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Sampling;

public sealed class SamplerTests
{
    [Fact]
    public void Draw_SameSeed_SameText()
    {
        using Model model = TinyModel.Model();
        Assert.Equal(Text(model, 1, 5), Text(model, 1, 5));
        Assert.NotEqual(Text(model, 1, 5), Text(model, 1, 6));
        Assert.Equal(Text(model, 0, 5), Text(model, 0, 6));
    }

    [Fact]
    public void Next_TemperatureZero_IsTheLikeliest()
    {
        using Model model = TinyModel.Model();
        using Sampler sampler = new(model, temperature: 0);
        using WorkerPool workers = new(1);
        using NetworkPass pass = new(model.Network, 1, 1, workers);
        ushort id = 4;
        sampler.Read([id]);
        for (int i = 0; i < 50; i++)
        {
            pass.Inputs[0] = id;
            pass.Read(1);
            pass.Carry(1);
            float[] logits = pass.Logits(0, 0)[..model.Vocabulary.UnknownId].ToArray();
            id = sampler.Next();
            Assert.Equal(logits.Max(), logits[id]);
        }
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    public void Next_ManyDraws_FollowTheDistribution(float temperature)
    {
        // With all weights but the output's biases at zero, every symbol has the same distribution.
        using Network network = TinyModel.Network();
        network.Parameters.All.Clear();
        Span<float> bias = network.Parameters.Values(network.Parameters["output.bias"]);
        for (int id = 0; id < bias.Length; id++) bias[id] = id % 4 * 0.8f;
        bias[^1] = 50; // the unknown symbol, which must not come
        double[] expected = [.. bias[..^1].ToArray().Select(b => Math.Exp(b / temperature))];
        double sum = expected.Sum();
        network.Pack();
        using Sampler sampler = new(new Model("", network, TinyModel.Vocabulary, new Dictionary<string, string>()), temperature, 11);
        sampler.Read([0]);
        const int Draws = 20_000;
        int[] counts = new int[bias.Length];
        foreach (ushort id in sampler.Draw(Draws)) counts[id]++;
        Assert.Equal(0, counts[^1]);
        // Five standard deviations of a share of at most one half.
        for (int id = 0; id < expected.Length; id++) Assert.Equal(expected[id] / sum, counts[id] / (double)Draws, 5 * 0.5 / Math.Sqrt(Draws));
    }

    [Fact]
    public void Next_NothingReadYet_ComesFromTheTrainingText()
    {
        using Model model = TinyModel.Model();
        using Sampler sampler = new(model, temperature: 0);
        Assert.Equal(" ", TinyModel.Vocabulary.Decode([sampler.Next()]));
        for (ulong seed = 0; seed < 20; seed++)
        {
            using Sampler other = new(model, 1, seed);
            Assert.InRange(other.Next(), 0, TinyModel.Vocabulary.UnknownId - 1);
        }
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0.001f)]
    [InlineData(float.NaN)]
    [InlineData(1e9f)]
    public void Sampler_ImpossibleTemperature_Throws(float temperature)
    {
        using Model model = TinyModel.Model();
        Assert.Throws<ArgumentException>(() => new Sampler(model, temperature));
    }

    private static string Text(Model model, float temperature, ulong seed)
    {
        using Sampler sampler = new(model, temperature, seed);
        sampler.Read([1, 2, 3]);
        return TinyModel.Vocabulary.Decode([.. sampler.Draw(60)]);
    }
}
