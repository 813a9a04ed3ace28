using System.CommandLine;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Commands;

/// <summary><c>train TEXT</c>: trains a network and writes a run folder; <c>train --resume RUN</c> goes on.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string?> Text = new("TEXT")
    {
        Description = "The text to learn: any file.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "Go on with a run that was interrupted, from its last checkpoint. Its own configuration counts; no TEXT is given.",
        HelpName = "RUN",
    };

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use, of each process where there are several. The result does not depend on it.");

    private static readonly Option<string> Runs = new("--runs")
    {
        Description = "The folder of all runs.", DefaultValueFactory = _ => "runs", HelpName = "DIR",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "The run's name. Default: made of text, unit and size; a number is added when it is taken.", HelpName = "NAME",
    };

    public static Command Create()
    {
        var options = new TrainOptions();
        Command command = new("train", "Trains a recurrent network on a text, symbol by symbol, and keeps the best weights by validation loss.")
        {
            Text, Resume, Runs, Name, Threads, RankedWork.Mpi, CommonOptions.Json,
        };
        foreach (Option option in options.All) command.Options.Add(option);
        command.Examples(
            "rnnscope train war-and-peace.txt --unit lstm --layers 2 --units 128",
            "rnnscope train war-and-peace.txt --unit gru --layers 3 --parameters 400000",
            "rnnscope train text8 --task autocomplete --unit gru --units 600 --epochs 2",
            "rnnscope train corpus.c --unit my.unit --symbols bytes --dropout 0.2 --minutes 10",
            "rnnscope train --resume runs/war-and-peace-lstm-2x128",
            "mpirun -n 4 rnnscope train war-and-peace.txt --units 512");
        command.SetWork((context, cancellation) => Task.FromResult(RankedWork.Run(context, ranks => Train(context, options, ranks, cancellation))));
        return command;
    }

    private static ExitCode Train(CommandContext context, TrainOptions options, IRanks ranks, CancellationToken cancellation)
    {
        TrainingSession session = Open(context, options, ranks);
        using IDisposable watch = RankedWork.WatchStop(context, ranks, session.Folder.Path, cancellation);
        if (session.Resumes && session.Run.Ranks != ranks.Count)
            context.Note($"begun by {session.Run.Ranks} and continued by {ranks.Count} processes: the same to rounding, but not the same bits");
        int threads = context.Get(Threads, CoreShare.Threads(ranks));
        TrainingResult result = TrainingDisplay.Run(context, session, threads, cancellation);
        Report(context, session, result);
        return ExitCode.Ok;
    }

    private static TrainingSession Open(CommandContext context, TrainOptions options, IRanks ranks)
    {
        // What every process finds wrong in the same way is said once.
        (RunConfiguration? wanted, int? parameters) = RankedWork.Together(ranks, () => Wanted(context, options));
        // The first of several processes is the one that speaks; the others do the same at the same time, each on its machine.
        if (wanted is { Task: not PredictionTask.Autocomplete } && ranks.Rank == 0) TextPreparation.Run(context, wanted.CorpusPath, wanted.Symbols);
        return wanted is null
            ? TrainingSession.Resume(context.Get(Resume)!, ranks)
            : TrainingSession.Start(context.Get(Runs), context.Get(Name), wanted, parameters, ranks);
    }

    /// <summary>The run that is asked for; null where one is to go on.</summary>
    private static (RunConfiguration?, int?) Wanted(CommandContext context, TrainOptions options)
    {
        string? text = context.Get(Text), resume = context.Get(Resume);
        if (text is null == resume is null)
            throw new CommandException(ExitCode.Usage, "expected either TEXT or --resume RUN, found " + (text is null ? "neither" : "both"), "run `rnnscope train --help`");
        if (text is null) return (null, null);
        UnitGraph unit = BuiltInUnits.Resolve(context.Get(options.Unit));
        return (options.Configuration(context, text, unit), options.MatchedParameters(context));
    }

    private static void Report(CommandContext context, TrainingSession session, TrainingResult result)
    {
        if (context.IsJson)
        {
            context.WriteJson(new
            {
                run = session.Folder.Path,
                task = session.Run.Task == PredictionTask.Autocomplete ? "autocomplete" : "next-symbol",
                unit = session.Run.Unit,
                layers = session.Run.Layers,
                units = session.Run.Units,
                parameters = result.Parameters,
                ranks = session.Ranks.Count,
                epochs = result.Epochs,
                best_epoch = result.BestEpoch,
                train_loss_nats = CommandContext.Finite(result.TrainLossNats),
                validation_loss_nats = CommandContext.Finite(result.ValidationLossNats),
                test_loss_nats = CommandContext.Finite(result.TestLossNats),
                test_characters = result.TestCharacters,
                test_unknown = result.TestUnknown,
                characters_per_second = result.CharactersPerSecond,
                seconds = result.Seconds,
            });
            return;
        }
        bool isWords = session.Run.Task == PredictionTask.Autocomplete;
        string what = isWords ? "prediction" : "character", of = isWords ? " of words that it knows" : "";
        context.Output.WriteLine(FormattableString.Invariant(
            $"test loss {result.TestLossNats:F4} nats per {what} ({result.TestLossNats / Math.Log(2):F4} bits) over {result.TestCharacters:N0} {what}s{of}"));
        if (result.TestUnknown > 0)
            context.Output.WriteLine(FormattableString.Invariant($"{result.TestUnknown:N0} {(isWords ? "test characters" : "of them")} do not occur in the training part"));
        string best = result.BestEpoch > 0 && result.BestEpoch < result.Epochs ? $", best after epoch {result.BestEpoch}" : "";
        context.Output.WriteLine(FormattableString.Invariant(
            $"validation {result.ValidationLossNats:F4}, train {result.TrainLossNats:F4}; {result.Epochs:0.##} epochs{best}; {result.CharactersPerSecond:N0} characters per second"));
        context.Output.WriteLine($"run: {session.Folder.Path}");
        if (isWords) context.Output.WriteLine($"next: rnnscope autocomplete {session.Folder.Path}");
        context.Output.WriteLine($"next: rnnscope view {session.Folder.Path}");
    }
}
