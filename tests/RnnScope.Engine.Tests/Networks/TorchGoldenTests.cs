using System.Text.Json;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Networks;

/// <summary>Signals, logits, loss, gradients and connectivity against values that PyTorch computed (Golden/make_golden.py).</summary>
public sealed class TorchGoldenTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("torch_rnn.json", "rnn")]
    [InlineData("torch_lstm.json", "lstm")]
    [InlineData("torch_gru.json", "gru-reset-after")]
    public void Learn_WithTorchsWeights_GivesTorchsNumbers(string file, string unit)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file)));
        JsonElement root = golden.RootElement, sizes = root.GetProperty("sizes");
        int B = sizes.GetProperty("B").GetInt32(), T = sizes.GetProperty("T").GetInt32();
        using var workers = new WorkerPool(2);
        using Network network = Load(root, unit);
        NetworkShape shape = network.Shape;
        using var pass = new NetworkPass(network, B, T, workers);
        Numbers(root.GetProperty("inputs")).Select(v => (ushort)v).ToArray().CopyTo(pass.Inputs, 0);
        Numbers(root.GetProperty("targets")).Select(v => (ushort)v).ToArray().CopyTo(pass.Targets, 0);

        pass.Read(T);
        for (int step = 0; step < T; step++)
            for (int stream = 0; stream < B; stream++)
                Near(root.GetProperty("logits")[step][stream], pass.Logits(step, stream)[..shape.Symbols], $"logits {step},{stream}");
        foreach (JsonProperty site in root.GetProperty("states").EnumerateObject())
        {
            string[] parts = site.Name.Split('.');
            int signal = shape.Unit.Signals.ToList().FindIndex(s => s.Name == parts[2]);
            for (int step = 0; step < T; step++)
                for (int stream = 0; stream < B; stream++)
                    Near(site.Value[step][stream], pass.Signal(int.Parse(parts[1]), signal, step, stream), $"{site.Name} {step},{stream}");
        }

        using var gradient = new ParameterSet(shape);
        using var learning = new NetworkPass(network, B, T, workers, learns: true);
        pass.Inputs.CopyTo(learning.Inputs, 0);
        pass.Targets.CopyTo(learning.Targets, 0);
        double loss = learning.Learn(gradient) / (B * T);
        Assert.Equal(root.GetProperty("loss").GetDouble(), loss, Tolerance);
        foreach (ParameterTensor tensor in gradient.Tensors)
            Near(root.GetProperty("gradients").GetProperty(tensor.Name), gradient.Values(tensor), "gradient of " + tensor.Name);
    }

    [Theory]
    [InlineData("torch_rnn.json", "rnn")]
    [InlineData("torch_lstm.json", "lstm")]
    [InlineData("torch_gru.json", "gru-reset-after")]
    public void Back_WithTorchsWeights_GivesTorchsConnectivity(string file, string unit)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file)));
        JsonElement root = golden.RootElement;
        int B = root.GetProperty("sizes").GetProperty("B").GetInt32(), T = root.GetProperty("sizes").GetProperty("T").GetInt32();
        using var workers = new WorkerPool(1);
        using Network network = Load(root, unit);
        using var pass = new NetworkPass(network, B, T, workers);
        Numbers(root.GetProperty("inputs")).Select(v => (ushort)v).ToArray().CopyTo(pass.Inputs, 0);
        int[] targets = [.. Numbers(root.GetProperty("targets")).Select(v => (int)v)];
        pass.Read(T);
        using var input = new InputJacobian(network);
        using var walk = new AdjointWalk(network, input, T);
        for (int stream = 0; stream < B; stream++)
        {
            float[][] norms = [.. Enumerable.Range(0, T).Select(_ => new float[T])];
            walk.Clear();
            for (int step = T - 1; step >= 0; step--)
            {
                walk.Start(targets[step * B + stream]);
                walk.Back(pass, step, stream, isShared: true);
                for (int row = 0; row < walk.End; row++) norms[T - 1 - row][step] = (float)walk.InputNorm(row);
            }
            for (int position = 0; position < T; position++)
                Near(root.GetProperty("connectivity")[stream][position], norms[position], $"connectivity of {stream},{position}", Tolerance / 10);
        }
    }

    private static Network Load(JsonElement root, string unit)
    {
        JsonElement sizes = root.GetProperty("sizes");
        int L = sizes.GetProperty("L").GetInt32();
        Network network = new(new NetworkShape(BuiltInUnits.Resolve(unit), L, sizes.GetProperty("H").GetInt32(), sizes.GetProperty("V").GetInt32()));
        foreach (ParameterTensor tensor in network.Parameters.Tensors)
            Numbers(root.GetProperty("parameters").GetProperty(tensor.Name)).CopyTo(network.Parameters.Values(tensor));
        network.Pack();
        return network;
    }

    private static void Near(JsonElement expected, ReadOnlySpan<float> actual, string what, double tolerance = Tolerance)
    {
        float[] wanted = Numbers(expected);
        Assert.Equal(wanted.Length, actual.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - actual[i]) < tolerance, $"{what}[{i}]: {actual[i]}, PyTorch has {wanted[i]}");
    }

    private static float[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Numbers)] : [element.GetSingle()];
}
