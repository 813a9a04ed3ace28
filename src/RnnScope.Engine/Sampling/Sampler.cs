using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Engine.Sampling;

/// <summary>A network writes: each symbol is drawn from what it expects next, and read before the next is drawn.</summary>
/// <remarks>
/// The same model, prompt, temperature and seed give the same text on every machine. The unknown symbol is never drawn: it
/// has no character. Used by one thread at a time.
/// </remarks>
public sealed class Sampler : IDisposable
{
    /// <summary>The smallest temperature above 0, below which nothing but the likeliest symbol would be drawn anyway.</summary>
    public const float SmallestTemperature = 0.01f;

    private readonly Vocabulary _vocabulary;
    private readonly WorkerPool _workers = new(1);
    private readonly NetworkPass _pass;
    private readonly Rng _rng;
    private readonly float _temperature;
    private readonly float[] _probabilities;
    private bool _hasRead;

    /// <summary>A network that has read nothing yet.</summary>
    /// <param name="model">The network; not owned.</param>
    /// <param name="temperature">
    /// Divides the logits: below 1 more of what is likely, above 1 more of what is not; 0 always takes the likeliest symbol.
    /// </param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <exception cref="ArgumentException">The temperature is neither 0 nor from 0.01 to 100, or the network predicts words.</exception>
    public Sampler(Model model, float temperature = 1, ulong seed = 1)
        : this(model.Network, model.Vocabulary, temperature, seed)
    {
    }

    /// <summary>A network that has read nothing yet, such as one with held units.</summary>
    /// <param name="network">The network; packed, not owned.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="temperature">As above.</param>
    /// <param name="seed">As above.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    public Sampler(Network network, Vocabulary vocabulary, float temperature = 1, ulong seed = 1)
    {
        if (temperature != 0 && !(temperature is >= SmallestTemperature and <= 100))
            throw new ArgumentException($"expected a temperature of 0, or from {SmallestTemperature} to 100, found {temperature}");
        if (network.Shape.Words is not null) throw new ArgumentException("expected a network that predicts the next symbol, found one that predicts words");
        (_vocabulary, _temperature, _rng) = (vocabulary, temperature, new Rng(seed));
        _pass = new NetworkPass(network, 1, 1, _workers);
        _probabilities = new float[_pass.Logits(0, 0).Length];
    }

    /// <summary>Reads symbols that were not drawn, such as a prompt.</summary>
    public void Read(ReadOnlySpan<ushort> ids)
    {
        foreach (ushort id in ids)
        {
            if (id >= _vocabulary.Count) throw new ArgumentException($"expected ids below {_vocabulary.Count}, found {id}", nameof(ids));
            _pass.Inputs[0] = id;
            _pass.Read(1);
            _pass.Carry(1);
            _hasRead = true;
        }
    }

    /// <summary>Draws a symbol and reads it.</summary>
    /// <remarks>Before anything was read, symbols are drawn as often as the training text has them.</remarks>
    public ushort Next()
    {
        ushort id = _hasRead ? FromNetwork() : FromCounts();
        Read([id]);
        return id;
    }

    /// <summary>Draws symbols, one whenever the next is asked for.</summary>
    public IEnumerable<ushort> Draw(int count)
    {
        for (int i = 0; i < count; i++) yield return Next();
    }

    /// <summary>Frees the memory of the reading.</summary>
    public void Dispose()
    {
        _pass.Dispose();
        _workers.Dispose();
    }

    private ushort FromNetwork()
    {
        ReadOnlySpan<float> logits = _pass.Logits(0, 0);
        logits.CopyTo(_probabilities);
        _probabilities[_vocabulary.UnknownId] = Softmax.Padding;
        if (_temperature == 0) return Largest(_probabilities.AsSpan(0, _vocabulary.UnknownId));
        Softmax.Probabilities(_probabilities, _probabilities, _temperature);
        double sum = 0;
        for (int id = 0; id < _vocabulary.UnknownId; id++) sum += _probabilities[id];
        double left = _rng.NextDouble() * sum;
        int last = 0;
        for (int id = 0; id < _vocabulary.UnknownId; id++)
        {
            if (_probabilities[id] == 0) continue;
            left -= _probabilities[id];
            last = id;
            if (left < 0) break;
        }

        return (ushort)last;
    }

    private ushort FromCounts()
    {
        // A vocabulary whose counts nobody knows gives every symbol the same chance.
        bool hasCounts = _vocabulary.Counts.Any(count => count > 0);
        double[] weights = [.. _vocabulary.Counts.Take(_vocabulary.UnknownId).Select(count => hasCounts ? (double)count : 1)];
        if (_temperature == 0) return (ushort)Array.IndexOf(weights, weights.Max());
        double left = _rng.NextDouble() * weights.Sum();
        for (int id = 0; id < weights.Length; id++)
        {
            left -= weights[id];
            if (left < 0) return (ushort)id;
        }

        return (ushort)Array.FindLastIndex(weights, weight => weight > 0);
    }

    private static ushort Largest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int id = 1; id < values.Length; id++)
        {
            if (values[id] > values[best]) best = id;
        }

        return (ushort)best;
    }
}
