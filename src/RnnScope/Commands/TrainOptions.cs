using System.CommandLine;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;

namespace RnnScope.Commands;

/// <summary>The options that decide what is trained, and how; their defaults are those of <see cref="TrainingConfiguration"/>.</summary>
internal sealed class TrainOptions
{
    private static readonly TrainingConfiguration Defaults = new();

    public Option<string> Unit { get; } = new("--unit")
    {
        Description = $"The recurrent unit: {string.Join(", ", BuiltInUnits.Names)}, {FeedForwardUnit.Prefix}N for N symbols, or the path of a unit file.",
        DefaultValueFactory = _ => "lstm",
        HelpName = "UNIT",
    };

    private Option<int> Layers { get; } = CommonOptions.Number("--layers", 2, 1, NetworkShape.MaximumLayers, "Layers of units.");

    private Option<int> Units { get; } = CommonOptions.Number("--units", 128, 1, NetworkShape.MaximumUnits, "Units of each layer.");

    private Option<int?> Parameters { get; } = new("--parameters")
    {
        Description = "Instead of --units: as many units as bring the network's parameters nearest to this number, for networks that are to be compared.",
        HelpName = "N",
    };

    private TaskOptions Task { get; } = new();

    private SplitOptions Text { get; } = new();

    private Option<int> Epochs { get; } = CommonOptions.Number("--epochs", Defaults.Epochs, 1, 1_000_000, "Passes over the training part.");

    private Option<double> Minutes { get; } = CommonOptions.Real("--minutes", Defaults.Minutes, "Stop after so many minutes of training; 0 is no limit.");

    private Option<string> Optimizer { get; } = CommonOptions.Choice("--optimizer", Defaults.Optimizer, Optimizers.Names, "The rule that turns gradients into steps.");

    private Option<double> LearningRate { get; } = CommonOptions.Real("--learning-rate", Defaults.LearningRate, "The learning rate of the first epochs.");

    private Option<double> Decay { get; } = CommonOptions.Real("--decay", Defaults.Decay, "Multiplies the learning rate after each later epoch.");

    private Option<int> DecayAfter { get; } = CommonOptions.Number("--decay-after", Defaults.DecayAfter, 0, 1_000_000, "Epochs at the full learning rate.");

    private Option<double> Clip { get; } = CommonOptions.Real("--clip", Defaults.Clip, "Cuts each number of the gradient to this size; 0 is no limit.");

    private Option<double> Dropout { get; } = CommonOptions.Real("--dropout", Defaults.Dropout, "Probability that an output is dropped between layers; 0 to below 1.");

    private Option<int> Patience { get; } = CommonOptions.Number("--patience", Defaults.Patience, 0, 1_000_000, "Epochs without improvement after which training stops; 0 is never.");

    private Option<double> InitialRange { get; } = CommonOptions.Real("--initial-range", Defaults.InitialRange, "Parameters start uniformly between minus and plus this.");

    private Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "Seed of everything random: equal seeds give equal weights, bit for bit.", DefaultValueFactory = _ => Defaults.Seed, HelpName = "N",
    };

    private Option<double> CheckpointSeconds { get; } = CommonOptions.Real("--checkpoint-seconds", Defaults.CheckpointSeconds, "Most seconds between two checkpoints.");

    private Option<int> Snapshots { get; } = CommonOptions.Number("--snapshots", Defaults.Snapshots, 0, SnapshotSteps.MostPerTenfold, "Keep the weights at the start and at so many steps of each tenfold, evenly spaced on a logarithmic scale.");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [Unit, Units, Parameters, .. Shared];

    /// <summary>Those that also make sense for several units at once.</summary>
    public IEnumerable<Option> Shared =>
    [
        Layers, .. Task.All, .. Text.All, Epochs, Minutes, Optimizer, LearningRate, Decay,
        DecayAfter, Clip, Dropout, Patience, InitialRange, Seed, CheckpointSeconds, Snapshots,
    ];

    /// <summary>The number of parameters that decides the number of units; null where that was given, or is the default.</summary>
    public int? MatchedParameters(CommandContext context)
    {
        int? parameters = context.Get(Parameters);
        if (parameters is not null && context.IsGiven(Units))
            throw new CommandException(ExitCode.Usage, "expected either --units or --parameters, found both", "leave out --units: --parameters chooses it");
        return parameters;
    }

    /// <summary>What run.json will say; the text's hash is not known yet.</summary>
    public RunConfiguration Configuration(CommandContext context, string path, UnitGraph unit)
    {
        PredictionTask task = Task.Task(context);
        TextSplit split = Text.Split(context, task);
        TrainingConfiguration defaults = TrainingConfiguration.For(task);
        return new RunConfiguration
        {
            CorpusPath = Path.GetFullPath(path),
            CorpusSha256 = "",
            Symbols = Text.Symbols(context),
            Task = task,
            Words = Task.Words(context),
            Filter = Task.Filter(context),
            Split = split.Layout,
            Streams = split.Streams,
            Steps = split.Steps,
            TrainShare = split.Train,
            ValidationShare = split.Validation,
            Unit = unit.Name,
            UnitSource = unit.Syntax.Source,
            Layers = context.Get(Layers),
            Units = context.Get(Units),
            Training = new TrainingConfiguration
            {
                Epochs = context.Get(Epochs),
                Minutes = context.Get(Minutes),
                Optimizer = context.Get(Optimizer, defaults.Optimizer),
                LearningRate = context.Get(LearningRate, defaults.LearningRate),
                Decay = context.Get(Decay, defaults.Decay),
                DecayAfter = context.Get(DecayAfter),
                Clip = context.Get(Clip, defaults.Clip),
                Dropout = context.Get(Dropout),
                Patience = context.Get(Patience),
                InitialRange = context.Get(InitialRange),
                Seed = context.Get(Seed),
                CheckpointSeconds = context.Get(CheckpointSeconds),
                Snapshots = context.Get(Snapshots),
            },
        };
    }
}
