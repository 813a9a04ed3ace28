using System.CommandLine;
using RnnScope.Analysis.Comparison;
using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>compare RUN...</c>: which networks lose less, and which agree with each other.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> RunPaths = new("RUN")
    {
        Description = "The folders of runs. Those of one text, divided alike, are compared; several texts make several grids.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Orders = new("--orders")
    {
        Description = "Compare with n-gram models too: symbols of context, numbers and ranges with commas between them. [default: none]", HelpName = "A-B,C",
    };

    private static readonly Option<string[]> CorpusPaths = new("--corpus")
    {
        Description = "The text that runs were trained on, if it is no longer where it was; may be repeated for several texts.", HelpName = "FILE",
    };

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("compare", "Compares networks of one text by what they lost on its test part, by size, unit and depth, and by how often they expect the same.")
        {
            RunPaths, Orders, CorpusPaths, Threads, CommonOptions.Json,
        };
        command.Examples("rnnscope compare runs/*", "rnnscope compare runs/lstm-1x64 runs/gru-1x77 --orders 1-9,20", "rnnscope compare runs/small runs/large --json");
        command.SetWork((context, cancellation) => Task.FromResult(Compare(context, cancellation)));
        return command;
    }

    private static ExitCode Compare(CommandContext context, CancellationToken cancellation)
    {
        int[] contexts = context.Get(Orders) is { } orders ? ContextLengths.Parse(orders, NGramModel.LongestPossible) : [];
        RunFolder[] folders = [.. context.Get(RunPaths).Select(RunFolder.Open)];
        // What cannot be read should be known before much has been read.
        RunConfiguration[] configurations = [.. folders.Select(RunConfiguration.Load)];
        string[] names = RunNames.Of(folders);
        List<RunGroup> groups = [];
        for (int i = 0; i < folders.Length; i++)
        {
            using Run run = Run.Open(folders[i].Path);
            if (groups.FirstOrDefault(group => group.Fits(configurations[i], run)) is not { } group)
            {
                Corpus corpus = RunCorpus.Load(run, RunCorpus.Among(configurations[i], context.Get(CorpusPaths)));
                groups.Add(group = new RunGroup(context, configurations[i], corpus, context.Get(Threads)));
            }

            group.Read(names[i], run, cancellation);
        }

        CompareReport report = new(context.Output);
        List<object> texts = [];
        foreach (RunGroup group in groups)
        {
            BlockBootstrap bootstrap = new(group.Scores.Count);
            ComparisonResult result = group.Compare(contexts, bootstrap, cancellation);
            if (context.IsJson) texts.Add(CompareJson.Of(group, bootstrap, result));
            else report.Write(group.Scores, bootstrap, result);
        }

        if (context.IsJson) context.WriteJson(new { texts });
        return ExitCode.Ok;
    }
}
