using System.CommandLine;
using RnnScope.Analysis.Dynamics;
using RnnScope.Analysis.NGrams;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>dynamics RUN</c>: which simpler models a network resembled while it learned.</summary>
internal static class DynamicsCommand
{
    // Each keeps its distributions in memory.
    private const int MostBaselines = 32;

    private static readonly Argument<string> RunPath = new("RUN")
    {
        Description = "The folder of a run that kept snapshots, made by `rnnscope train --snapshots N`.",
    };

    private static readonly Option<string[]> Against = new("--against")
    {
        Description = "Runs of simpler networks on the same text, such as n-nn:1 to n-nn:4, to compare with beside the n-gram models.",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "RUN...",
    };

    private static readonly Option<string> Orders = new("--orders")
    {
        Description = "Symbols of context of the n-gram models to compare with: numbers and ranges with commas between them.",
        DefaultValueFactory = _ => "1-9",
        HelpName = "A-B,C",
    };

    private static readonly Option<int> Limit = LimitOption();

    private static readonly Option<string?> CorpusPath = CommonOptions.Corpus();

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("dynamics", "Follows a network through its training: at each snapshot, its loss and how far what it expects is from what simpler models expect.")
        {
            RunPath, Against, Orders, Limit, CorpusPath, Threads, CommonOptions.Json,
        };
        command.Examples(
            "rnnscope dynamics runs/war-and-peace-lstm-3x256 --orders 1-4",
            "rnnscope dynamics runs/lstm --against runs/nn-1 runs/nn-2 runs/nn-3 --limit 100000 --json");
        command.SetWork((context, cancellation) => Task.FromResult(Measure(context, cancellation)));
        return command;
    }

    private static ExitCode Measure(CommandContext context, CancellationToken cancellation)
    {
        int[] orders = ContextLengths.Parse(context.Get(Orders), NGramModel.LongestPossible);
        string[] others = context.Get(Against) ?? [];
        if (orders.Length + others.Length > MostBaselines)
            throw new CommandException(ExitCode.Usage, $"expected at most {MostBaselines} models to compare with, found {orders.Length + others.Length}");
        using Run run = Run.Open(context.Get(RunPath));
        RunStages.Snapshots(run.Folder);
        Corpus corpus = RunCorpus.Load(run, context.Get(CorpusPath));
        List<Run> against = [];
        try
        {
            foreach (string folder in others)
            {
                against.Add(Run.Open(folder));
                RunCorpus.RequireSame(run, against[^1]);
            }

            DynamicsResult result = new RunDynamics(context, corpus, context.IsGiven(Limit) ? context.Get(Limit) : int.MaxValue, context.Get(Threads))
                .Of(run, [.. RunNames.Of(against).Zip(against)], orders, cancellation);
            if (context.IsJson) context.WriteJson(DynamicsReport.Json(result));
            else DynamicsReport.Print(context.Output, result);
            return ExitCode.Ok;
        }
        finally
        {
            foreach (Run other in against) other.Dispose();
        }
    }

    private static Option<int> LimitOption()
    {
        Option<int> option = CommonOptions.Limit();
        option.Description = "Predict only so many symbols of the test part, the same number from the beginning of each of its streams.";
        return option;
    }
}
