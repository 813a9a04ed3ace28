using System.CommandLine;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;

namespace RnnScope.Commands;

/// <summary>The options that decide what a symbol is and how a text is divided: the same for networks and for their baselines.</summary>
internal sealed class SplitOptions
{
    private readonly Option<string> _symbols = CommonOptions.Choice(
        "--symbols", SymbolKind.Characters, "What a symbol is: bytes, or characters (Unicode, the text in UTF-8).");

    private readonly Option<string> _layout = CommonOptions.Choice(
        "--split", "streams", ["streams", "contiguous"],
        "How the text is divided: streams cuts it into parallel streams and each stream along time (the 2015 paper), contiguous into three pieces.");

    private readonly Option<decimal> _trainShare = CommonOptions.Real("--train-share", 0.8m, "Share of the text that is trained on.");

    private readonly Option<decimal> _validationShare = CommonOptions.Real(
        "--validation-share", 0.1m, "Share that decides which weights are kept; the rest is the test part.");

    private readonly Option<int> _streams = CommonOptions.Number("--streams", 100, 1, 65_536, "Streams that are read side by side (B).");

    private readonly Option<int> _steps = CommonOptions.Number(
        "--steps", 100, 1, 65_536, "Symbols of a window (T): how far gradients go back.");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [_symbols, _layout, _trainShare, _validationShare, _streams, _steps];

    /// <summary>What a symbol is.</summary>
    public SymbolKind Symbols(CommandContext context) => Enum.Parse<SymbolKind>(context.Get(_symbols), ignoreCase: true);

    /// <summary>How the text is divided; words to predict have other defaults, those of the 2019 article.</summary>
    public TextSplit Split(CommandContext context, PredictionTask task = PredictionTask.NextSymbol)
    {
        if (task == PredictionTask.NextSymbol)
        {
            return new TextSplit(Enum.Parse<SplitLayout>(context.Get(_layout), ignoreCase: true), context.Get(_streams), context.Get(_steps))
            {
                Train = context.Get(_trainShare),
                Validation = context.Get(_validationShare),
            };
        }

        if (context.IsGiven(_layout))
            throw new CommandException(ExitCode.Usage, "--split does not go with --task autocomplete", "leave it out: observations are always divided at random");
        return new TextSplit(SplitLayout.Observations, context.Get(_streams, 64), context.Get(_steps, 200))
        {
            Train = context.Get(_trainShare, 0.9m),
            Validation = context.Get(_validationShare, 0.05m),
        };
    }
}
