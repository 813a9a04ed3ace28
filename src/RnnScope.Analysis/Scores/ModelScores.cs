namespace RnnScope.Analysis.Scores;

/// <summary>The probabilities that one model gave to the symbols of a text, and what it found likeliest where each came.</summary>
public sealed class ModelScores
{
    /// <summary>What the 2015 paper calls an error: the symbol that came had a probability below a half.</summary>
    public const double ErrorThreshold = 0.5;

    private readonly double[] _probabilities;
    private readonly ushort[] _likeliest;

    /// <summary>Keeps the probabilities of a model.</summary>
    /// <param name="name">What the model is called.</param>
    /// <param name="probabilities">(N), one for each symbol of the text, 0 to 1.</param>
    /// <param name="context">Context symbols of an n-gram model; null for a network.</param>
    /// <param name="likeliest">(N), the likeliest symbol at each place; null where nobody will ask.</param>
    /// <exception cref="ArgumentException">A number is no probability, or there is not one likeliest symbol for each.</exception>
    public ModelScores(string name, double[] probabilities, int? context = null, ushort[]? likeliest = null)
    {
        if (likeliest is not null && likeliest.Length != probabilities.Length)
            throw new ArgumentException($"{name}: expected {probabilities.Length} likeliest symbols, found {likeliest.Length}", nameof(likeliest));
        (Name, Context, _probabilities, _likeliest) = (name, context, probabilities, likeliest ?? []);
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double probability = probabilities[i];
            if (!(probability >= 0 && probability <= 1))
                throw new ArgumentException($"{name}: expected probabilities from 0 to 1, found {probability} at symbol {i}", nameof(probabilities));
            sum -= Math.Log(probability);
            if (IsError(i)) Errors++;
        }

        LossNats = sum / probabilities.Length;
    }

    /// <summary>What the model is called.</summary>
    public string Name { get; }

    /// <summary>n, context symbols of an n-gram model; null for a network.</summary>
    public int? Context { get; }

    /// <summary>(N), what each symbol was given.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>(N), ids of the likeliest symbol at each place; empty where they were not kept.</summary>
    public ReadOnlySpan<ushort> Likeliest => _likeliest;

    /// <summary>N.</summary>
    public int Count => _probabilities.Length;

    /// <summary>Mean of -ln p; NaN for an empty text.</summary>
    public double LossNats { get; }

    /// <summary>Symbols that are errors.</summary>
    public int Errors { get; }

    /// <summary>Whether the symbol at a position is an error.</summary>
    public bool IsError(int position) => _probabilities[position] < ErrorThreshold;

    /// <summary>(N), -ln p of each symbol, in nats; a new array.</summary>
    public double[] Losses() => [.. _probabilities.Select(probability => -Math.Log(probability))];

    /// <summary>(N), 1 where there is an error, else 0; a new array.</summary>
    public double[] ErrorTrack() => [.. _probabilities.Select(probability => probability < ErrorThreshold ? 1.0 : 0)];

    /// <summary>The scores of a network, from what each symbol cost it.</summary>
    /// <param name="name">What the network is called.</param>
    /// <param name="nats">(N), each at least 0 but for rounding.</param>
    /// <param name="likeliest">(N), the likeliest symbol at each place; null where nobody will ask.</param>
    public static ModelScores OfLosses(string name, IEnumerable<double> nats, ushort[]? likeliest = null) =>
        new(name, [.. nats.Select(loss => Math.Min(1, Math.Exp(-loss)))], likeliest: likeliest);

    /// <summary>The name of the n-gram model with so many context symbols.</summary>
    public static string NGramName(int n) => $"n={n}";
}
