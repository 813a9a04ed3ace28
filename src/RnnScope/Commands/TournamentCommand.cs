using System.CommandLine;
using RnnScope.Analysis.Memory;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Runs;
using RnnScope.Study;
using RnnScope.Study.Tournaments;

namespace RnnScope.Commands;

/// <summary><c>tournament TEXT</c>: trains several units at matched size with several seeds, ranks them with their spread and makes a page of it.</summary>
internal static class TournamentCommand
{
    // Symbols of context of the longest n-gram model beside the networks.
    private const int MostContext = 9;

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
        "--positions", 1000, 0, 1_000_000, "Positions at which the memory of each unit's median run is measured, 20 or more; 0 leaves it out.");

    private static readonly Option<string[]> Sentences = new("--sentence")
    {
        Description = "Words that all units read, to show what they look back at; may be repeated. [default: pieces of the test text]", HelpName = "WORDS", DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The folder of the report: a new or empty one, or one with an earlier report, which is replaced. [default: report, in the folder of the runs]", HelpName = "DIR",
    };

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. No loss depends on it.");

    public static Command Create()
    {
        var options = new TrainOptions();
        Command command = new("tournament", "Trains several units with the same number of parameters, text, budget and seeds, and makes a page of loss with its spread, speed, memory, gates and, for words, accuracy.")
        {
            Text, Units, Parameters, Seeds, Folder, Positions, Sentences, Out, Threads, CommonOptions.Json,
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
        if (context.Get(Positions) > 0) new MemoryOptions { Positions = context.Get(Positions) }.Validated(symbols: 2);
        ReportFolder folder = ReportFolder.Open(context.Get(Out) ?? Path.Combine(context.Get(Folder), "report"));
        var tournament = new Tournament(context, context.Get(Folder), context.Get(Parameters), context.Get(Threads));
        List<Contestant> contestants = [];
        foreach (UnitGraph unit in units)
        {
            RunConfiguration wanted = options.Configuration(context, context.Get(Text), unit);
            ulong[] seeds = [.. Enumerable.Range(0, context.Get(Seeds)).Select(i => wanted.Training.Seed + (ulong)i)];
            contestants.Add(tournament.Train(wanted, seeds, cancellation));
        }

        contestants = [.. contestants.OrderBy(contestant => double.IsNaN(contestant.Loss.Mean)).ThenBy(contestant => contestant.Loss.Mean)];
        Report(context, contestants, folder, cancellation);
        return ExitCode.Ok;
    }

    private static void Report(CommandContext context, List<Contestant> contestants, ReportFolder folder, CancellationToken cancellation)
    {
        if (contestants.All(contestant => contestant.Median is null))
        {
            if (context.IsJson) context.WriteJson(TournamentReport.Json(contestants, null, null, _ => null));
            else TournamentReport.Print(context.Output, contestants, new Dictionary<string, MemoryResult>(), null);
            return;
        }

        StudyOptions options = new([.. Enumerable.Range(1, MostContext)], MostContext)
        {
            CorpusPath = context.Get(Text), MemoryPositions = context.Get(Positions), Threads = context.Get(Threads), Command = context.Line,
        };
        using TournamentStudy study = new(context, contestants, options, context.Get(Sentences), cancellation);
        object results = study.Write(folder);
        if (context.IsJson) context.WriteJson(results);
        else TournamentReport.Print(context.Output, contestants, study.Memory, folder.Page);
    }
}
