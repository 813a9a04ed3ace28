namespace RnnScope.Engine.Training;

/// <summary>How a network is trained. The defaults are the protocol of Karpathy, Johnson &amp; Fei-Fei 2015, section 3.3.</summary>
public sealed record TrainingConfiguration
{
    /// <summary>Passes over the training part.</summary>
    /// <value>1 or more; 50 by default.</value>
    public int Epochs { get; init; } = 50;

    /// <summary>Stops after this many minutes of training, in the middle of an epoch if need be.</summary>
    /// <value>0 (the default) is no limit.</value>
    public double Minutes { get; init; }

    /// <summary>The rule that turns gradients into steps.</summary>
    /// <value><c>rmsprop</c> (the default), <c>adam</c> or <c>sgd</c>.</value>
    public string Optimizer { get; init; } = "rmsprop";

    /// <summary>The learning rate of the first epochs.</summary>
    /// <value>Above 0; 0.002 by default.</value>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>The learning rate is multiplied by this after each epoch beyond <see cref="DecayAfter"/>.</summary>
    /// <value>Above 0, at most 1; 0.95 by default.</value>
    public double Decay { get; init; } = 0.95;

    /// <summary>Epochs at the full learning rate.</summary>
    /// <value>0 or more; 10 by default.</value>
    public int DecayAfter { get; init; } = 10;

    /// <summary>Each number of the gradient (of the mean loss of a window, in nats) is cut to at most this size.</summary>
    /// <value>0 is no limit; 5 by default.</value>
    public double Clip { get; init; } = 5;

    /// <summary>Probability that an output is dropped between layers and before the output layer.</summary>
    /// <value>0 (the default) to below 1.</value>
    public double Dropout { get; init; }

    /// <summary>Early stopping: epochs without a better validation loss after which training ends.</summary>
    /// <value>0 is never; 10 by default.</value>
    public int Patience { get; init; } = 10;

    /// <summary>All parameters start uniformly distributed between minus and plus this.</summary>
    /// <value>0.08 by default.</value>
    public double InitialRange { get; init; } = 0.08;

    /// <summary>Seed of everything that is random.</summary>
    /// <value>6 by default; what other seeds give is in docs/reproduction.md.</value>
    public ulong Seed { get; init; } = 6;

    /// <summary>Most seconds between two checkpoints; there is one at the end of each epoch too.</summary>
    /// <value>30 by default; 0 is after every window.</value>
    public double CheckpointSeconds { get; init; } = 30;

    /// <summary>Snapshots of the weights kept in each tenfold of steps: of the start, and of steps spaced evenly on a logarithmic scale.</summary>
    /// <value>0 (the default) keeps none; at most 100.</value>
    public int Snapshots { get; init; }

    /// <summary>The defaults of a task; those for words are the protocol of Madsen 2019, but for its number of epochs.</summary>
    public static TrainingConfiguration For(PredictionTask task) => task == PredictionTask.Autocomplete
        ? new TrainingConfiguration { Optimizer = "adam", LearningRate = 1e-3, Decay = 1, Clip = 0 }
        : new TrainingConfiguration();

    /// <summary>The learning rate during an epoch, counted from 0.</summary>
    public double RateAt(int epoch) => LearningRate * Math.Pow(Decay, Math.Max(0, epoch - DecayAfter + 1));

    /// <summary>Throws unless every value is in range.</summary>
    /// <exception cref="ArgumentException">One or more are not; the message names all of them.</exception>
    public TrainingConfiguration Validated()
    {
        var problems = new List<string>();
        Check(Epochs >= 1, "epochs", "1 or more", Epochs);
        Check(Minutes >= 0 && double.IsFinite(Minutes), "minutes", "0 or more", Minutes);
        Check(Optimizers.Names.Contains(Optimizer), "optimizer", string.Join(", ", Optimizers.Names), Optimizer);
        Check(LearningRate > 0 && double.IsFinite(LearningRate), "learning rate", "above 0", LearningRate);
        Check(Decay > 0 && Decay <= 1, "decay", "above 0, at most 1", Decay);
        Check(DecayAfter >= 0, "decay-after", "0 or more", DecayAfter);
        Check(Clip >= 0 && double.IsFinite(Clip), "clip", "0 or more", Clip);
        Check(Dropout >= 0 && Dropout < 1, "dropout", "0 to below 1", Dropout);
        Check(Patience >= 0, "patience", "0 or more", Patience);
        Check(InitialRange >= 0 && double.IsFinite(InitialRange), "initial range", "0 or more", InitialRange);
        Check(CheckpointSeconds >= 0 && double.IsFinite(CheckpointSeconds), "checkpoint seconds", "0 or more", CheckpointSeconds);
        Check(Snapshots is >= 0 and <= SnapshotSteps.MostPerTenfold, "snapshots", $"0 to {SnapshotSteps.MostPerTenfold}", Snapshots);
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems));
        return this;

        void Check(bool isGood, string name, string expected, object found)
        {
            if (!isGood) problems.Add(FormattableString.Invariant($"{name}: expected {expected}, found {found}"));
        }
    }
}
