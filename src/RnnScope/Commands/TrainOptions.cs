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
        Description = $"The recurrent unit: {string.Join(", ", BuiltInUnits.Names)}, or the path of a unit file.",
        DefaultValueFactory = _ => "lstm",
        HelpName = "UNIT",
    };

    private Option<int> Layers { get; } = CommonOptions.Number("--layers", 2, 1, NetworkShape.MaximumLayers, "Layers of units.");

    private Option<int> Units { get; } = CommonOptions.Number("--units", 128, 1, NetworkShape.MaximumUnits, "Units of each layer.");

    private Option<string> Symbols { get; } = Choice(
        "--symbols", SymbolKind.Characters, "What a symbol is: bytes, or characters (Unicode, the text in UTF-8).");

    private Option<string> Split { get; } = Choice(
        "--split", SplitLayout.Streams,
        "How the text is divided: streams cuts it into parallel streams and each stream along time (the 2015 paper), contiguous into three pieces.");

    private Option<decimal> TrainShare { get; } = Real("--train-share", 0.8m, "Share of the text that is trained on.");

    private Option<decimal> ValidationShare { get; } = Real("--validation-share", 0.1m, "Share that decides which weights are kept; the rest is the test part.");

    private Option<int> Streams { get; } = CommonOptions.Number("--streams", 100, 1, 65_536, "Streams that are read side by side (B).");

    private Option<int> Steps { get; } = CommonOptions.Number("--steps", 100, 1, 65_536, "Symbols of a window (T): how far gradients go back.");

    private Option<int> Epochs { get; } = CommonOptions.Number("--epochs", Defaults.Epochs, 1, 1_000_000, "Passes over the training part.");

    private Option<double> Minutes { get; } = Real("--minutes", Defaults.Minutes, "Stop after so many minutes of training; 0 is no limit.");

    private Option<string> Optimizer { get; } = Choice("--optimizer", Defaults.Optimizer, Optimizers.Names, "The rule that turns gradients into steps.");

    private Option<double> LearningRate { get; } = Real("--learning-rate", Defaults.LearningRate, "The learning rate of the first epochs.");

    private Option<double> Decay { get; } = Real("--decay", Defaults.Decay, "Multiplies the learning rate after each later epoch.");

    private Option<int> DecayAfter { get; } = CommonOptions.Number("--decay-after", Defaults.DecayAfter, 0, 1_000_000, "Epochs at the full learning rate.");

    private Option<double> Clip { get; } = Real("--clip", Defaults.Clip, "Cuts each number of the gradient to this size; 0 is no limit.");

    private Option<double> Dropout { get; } = Real("--dropout", Defaults.Dropout, "Probability that an output is dropped between layers; 0 to below 1.");

    private Option<int> Patience { get; } = CommonOptions.Number("--patience", Defaults.Patience, 0, 1_000_000, "Epochs without improvement after which training stops; 0 is never.");

    private Option<double> InitialRange { get; } = Real("--initial-range", Defaults.InitialRange, "Parameters start uniformly between minus and plus this.");

    private Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "Seed of everything random: equal seeds give equal weights, bit for bit.", DefaultValueFactory = _ => Defaults.Seed, HelpName = "N",
    };

    private Option<double> CheckpointSeconds { get; } = Real("--checkpoint-seconds", Defaults.CheckpointSeconds, "Most seconds between two checkpoints.");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All =>
    [
        Unit, Layers, Units, Symbols, Split, TrainShare, ValidationShare, Streams, Steps, Epochs, Minutes, Optimizer, LearningRate, Decay,
        DecayAfter, Clip, Dropout, Patience, InitialRange, Seed, CheckpointSeconds,
    ];

    /// <summary>What run.json will say; the text's hash is not known yet.</summary>
    public RunConfiguration Configuration(CommandContext context, string text, UnitGraph unit) => new()
    {
        CorpusPath = Path.GetFullPath(text),
        CorpusSha256 = "",
        Symbols = Enum.Parse<SymbolKind>(context.Get(Symbols), ignoreCase: true),
        Split = Enum.Parse<SplitLayout>(context.Get(Split), ignoreCase: true),
        Streams = context.Get(Streams),
        Steps = context.Get(Steps),
        TrainShare = context.Get(TrainShare),
        ValidationShare = context.Get(ValidationShare),
        Unit = unit.Name,
        UnitSource = unit.Syntax.Source,
        Layers = context.Get(Layers),
        Units = context.Get(Units),
        Training = new TrainingConfiguration
        {
            Epochs = context.Get(Epochs),
            Minutes = context.Get(Minutes),
            Optimizer = context.Get(Optimizer),
            LearningRate = context.Get(LearningRate),
            Decay = context.Get(Decay),
            DecayAfter = context.Get(DecayAfter),
            Clip = context.Get(Clip),
            Dropout = context.Get(Dropout),
            Patience = context.Get(Patience),
            InitialRange = context.Get(InitialRange),
            Seed = context.Get(Seed),
            CheckpointSeconds = context.Get(CheckpointSeconds),
        },
    };

    private static Option<string> Choice<T>(string name, T value, string description) where T : struct, Enum =>
        Choice(name, value.ToString().ToLowerInvariant(), [.. Enum.GetNames<T>().Select(choice => choice.ToLowerInvariant())], description);

    private static Option<string> Choice(string name, string value, IReadOnlyList<string> choices, string description)
    {
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => value, HelpName = string.Join('|', choices) };
        return option.AcceptOnlyFromAmong([.. choices]);
    }

    private static Option<T> Real<T>(string name, T value, string description) where T : struct => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        HelpName = "X",
    };
}
