using System.CommandLine;
using RnnScope.Analysis.Memory;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>tournament TEXT</c>: trains several units at matched size with several seeds, and ranks them with their spread.</summary>
internal static class TournamentCommand
{
    private static readonly Argument<string> Text = new("TEXT") { Description = "The text to learn: any file." };

    private static readonly Option<string[]> Units = new("--unit")
    {
        Description = "Units that take part: built-in names or unit files; may be repeated.",
        DefaultValueFactory = _ => ["rnn", "lstm", "gru"],
        HelpName = "UNIT",
    };

    private static readonly Option<int> Parameters = CommonOptions.Number(
        "--parameters", 100_000, 1, int.MaxValue, "Parameters of each network: the number of units is chosen so that they match.");

    private static readonly Option<int> Seeds = CommonOptions.Number("--seeds", 3, 1, 1000, "Trainings of each unit, with the seeds from --seed on.");

    private static readonly Option<string> Folder = new("--runs")
    {
        Description = "The folder of the tournament's runs. What is finished there is not trained again.",
        DefaultValueFactory = _ => "tournament", HelpName = "DIR",
    };

    private static readonly Option<int> Positions = CommonOptions.Number(
        "--positions", 1000, 0, 1_000_000, "Positions at which the memory horizon of each unit's median run is measured, 20 or more; 0 leaves it out.");

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. No loss depends on it.");

    public static Command Create()
    {
        var options = new TrainOptions();
        Command command = new("tournament", "Trains several units with the same number of parameters, text, budget and seeds, and reports loss with its spread, speed and memory horizon.")
        {
            Text, Units, Parameters, Seeds, Folder, Positions, Threads, CommonOptions.Json,
        };
        foreach (Option option in options.Shared) command.Options.Add(option);
        command.Examples(
            "rnnscope tournament tiny-shakespeare.txt --unit lstm --unit gru --unit my.unit --parameters 100000 --epochs 20",
            "rnnscope tournament war-and-peace.txt --symbols bytes --seeds 5 --layers 1 --runs grid --json");
        command.SetWork((context, cancellation) => Task.FromResult(Hold(context, options, cancellation)));
        return command;
    }

    private static ExitCode Hold(CommandContext context, TrainOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<UnitGraph> units = Tournament.Units(context.Get(Units));
        // Before hours of training rather than after them.
        if (context.Get(Positions) > 0) Options(context).Validated(symbols: 2);
        var tournament = new Tournament(context, context.Get(Folder), context.Get(Parameters), context.Get(Threads));
        List<Contestant> contestants = [];
        foreach (UnitGraph unit in units)
        {
            RunConfiguration wanted = options.Configuration(context, context.Get(Text), unit);
            ulong[] seeds = [.. Enumerable.Range(0, context.Get(Seeds)).Select(i => wanted.Training.Seed + (ulong)i)];
            contestants.Add(tournament.Train(wanted, seeds, cancellation));
        }

        if (context.Get(Positions) > 0)
            contestants = [.. contestants.Select(contestant => contestant with { Memory = Horizon(context, contestant, cancellation) })];
        contestants = [.. contestants.OrderBy(contestant => double.IsNaN(contestant.Loss.Mean)).ThenBy(contestant => contestant.Loss.Mean)];
        if (context.IsJson) context.WriteJson(TournamentReport.Json(contestants));
        else TournamentReport.Print(context.Output, contestants);
        return ExitCode.Ok;
    }

    private static MemoryHorizon? Horizon(CommandContext context, Contestant contestant, CancellationToken cancellation)
    {
        if (contestant.Median is not { } median) return null;
        using Run run = Run.Open(median.Folder);
        // A network of words has no loss of the next symbol to cut.
        if (run.Model.Words is not null) return null;
        RunText text = RunText.Test(run);
        if (text.Ids.Length < MemoryAnalysis.FewestCharacters) return null;
        return MemoryAnalysis.Measure(
            text.Title, run.Model.Network, run.Model.Vocabulary, text.Ids, Options(context), cancellation: cancellation,
            stage: (what, total, unit, work) => ConsoleProgress.Run(context, $"{contestant.Unit}: {what}", total, unit, work)).Horizon;
    }

    /// <summary>Only contexts are cut here; connectivity, which is not asked for, ends after one symbol.</summary>
    private static MemoryOptions Options(CommandContext context) => new()
    {
        Positions = context.Get(Positions), Connectivity = new ConnectivityOptions { Horizon = 1, Threads = context.Get(Threads) },
    };
}
