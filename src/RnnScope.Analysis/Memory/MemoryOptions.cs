namespace RnnScope.Analysis.Memory;

/// <summary>What <see cref="MemoryAnalysis"/> measures, and on how many positions.</summary>
public sealed record MemoryOptions
{
    /// <summary>The most positions that are sampled.</summary>
    public const int MostPositions = 100_000;

    /// <summary>The largest distance over a text.</summary>
    public const int FarthestHorizon = 10_000;

    private const int MostContexts = 100;

    /// <summary>The context lengths of the memory horizon that are tried unless something else is asked for.</summary>
    public static IReadOnlyList<int> DefaultContexts { get; } = [1, 2, 5, 10, 20, 50, 100, 200, 500];

    /// <summary>Whose logit is differentiated, and how far back: 200 unless something else is asked for.</summary>
    public ConnectivityOptions Connectivity { get; init; } = new() { Horizon = 200 };

    /// <summary>Positions of the text that are sampled, 20 to <see cref="MostPositions"/>; default 1000.</summary>
    public int Positions { get; init; } = 1000;

    /// <summary>The only positions that are looked at, ascending, of which as many are left out as have too little before them; null, the default, samples the text evenly.</summary>
    public IReadOnlyList<int>? Places { get; init; }

    /// <summary>Numbers of symbols that the network is allowed to read before a prediction, ascending.</summary>
    public IReadOnlyList<int> Contexts { get; init; } = DefaultContexts;

    /// <summary>A loss at most so much above that of the full context counts as the same, in nats; default 0.01.</summary>
    public double Negligible { get; init; } = 0.01;

    /// <summary>Throws unless every number is in range.</summary>
    /// <param name="symbols">V.</param>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public MemoryOptions Validated(int symbols)
    {
        Connectivity.Validated(symbols);
        if (Positions is < 20 or > MostPositions) throw new ArgumentException($"positions: expected 20 to {MostPositions}, found {Positions}");
        if (Connectivity.Horizon > FarthestHorizon) throw new ArgumentException($"horizon: expected at most {FarthestHorizon} over a text, found {Connectivity.Horizon}");
        if (Contexts.Count > MostContexts) throw new ArgumentException($"contexts: expected at most {MostContexts}, found {Contexts.Count}");
        for (int i = 0; i < Contexts.Count; i++)
        {
            if (Contexts[i] < 1 || (i > 0 && Contexts[i] <= Contexts[i - 1]))
                throw new ArgumentException($"contexts: expected ascending numbers from 1, found {string.Join(',', Contexts)}");
        }

        return this;
    }
}
