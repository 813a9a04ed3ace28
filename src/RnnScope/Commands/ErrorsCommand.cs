using System.CommandLine;
using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>errors RUN [RUN2]</c>: where networks are wrong, and what would have helped.</summary>
internal static class ErrorsCommand
{
    private static readonly Argument<string[]> RunPaths = new("RUN")
    {
        Description = "The folder of a run, or of two whose errors are compared class by class.",
        Arity = new ArgumentArity(1, 2),
    };

    private static readonly Option<string> NGrams = new("--ngram")
    {
        Description = "Symbols of context of the n-gram models that the first oracle believes: numbers and ranges with commas between them.",
        DefaultValueFactory = _ => "1-9",
        HelpName = "A-B,C",
    };

    private static readonly Option<int?> Baseline = new("--baseline")
    {
        Description = "Symbols of context of the n-gram model in the overlap and beside each symbol. [default: the most of --ngram]", HelpName = "N",
    };

    private static readonly Option<string?> FeedForward = new("--feed-forward")
    {
        Description = "The run of a feed-forward network, for the overlap of three models.", HelpName = "RUN",
    };

    private static readonly Option<string> Order = new("--order")
    {
        Description = "Oracles in the order in which they are asked; those that are left out are not asked.",
        DefaultValueFactory = _ => string.Join(',', OracleNames.PaperOrder),
        HelpName = "A,B",
    };

    private static readonly Option<string?> TextPath = CommonOptions.OtherText();

    private static readonly Option<string?> CorpusPath = CommonOptions.Corpus();

    private static readonly Option<int> Examples = CommonOptions.Number("--examples", 2, 0, 100, "The most examples of a class.");

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("errors", "Sorts the errors of a network (symbols it gave a probability below a half) by what would have helped, beside n-gram models.")
        {
            RunPaths, NGrams, Baseline, FeedForward, Order, TextPath, CorpusPath, Examples, Threads, CommonOptions.Json,
        };
        command.Examples(
            "rnnscope errors runs/war-and-peace-lstm-1x64", "rnnscope errors runs/small runs/large --baseline 20",
            "rnnscope errors runs/demo --order start,punctuation,ngram,boost --text book.txt --json");
        command.SetWork((context, cancellation) => Task.FromResult(Analyse(context, cancellation)));
        return command;
    }

    private static ExitCode Analyse(CommandContext context, CancellationToken cancellation)
    {
        string[] order = context.Get(Order).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        OracleNames.Check(order);
        int[] optimistic = ContextLengths.Parse(context.Get(NGrams), NGramModel.LongestPossible, "--ngram");
        int baseline = context.Get(Baseline) ?? optimistic[^1];
        if (baseline is < 0 or > NGramModel.LongestPossible)
            throw new CommandException(ExitCode.Usage, $"--baseline: expected 0 to {NGramModel.LongestPossible}, found {baseline}");
        string[] paths = [.. context.Get(RunPaths), .. context.Get(FeedForward) is { } path ? [path] : Array.Empty<string>()];
        List<Run> runs = [];
        try
        {
            foreach (string folder in paths) runs.Add(Run.Open(folder));
            Corpus corpus = RunCorpus.Load(runs[0], context.Get(CorpusPath));
            foreach (Run other in runs.Skip(1)) RunCorpus.RequireSame(runs[0], other);
            string[] names = RunNames.Of(runs);
            TextScores scores = new RunScores(context, corpus, context.Get(TextPath), context.Get(Threads))
                .Of([.. names.Zip(runs)], [.. optimistic.Append(baseline).Distinct()], cancellation);
            ErrorAnalysis analysis = new(
                scores, [.. optimistic.Select(ModelScores.NGramName)], corpus.Train.ReadingOrder(), order, context.Get(Examples));
            string? feedForward = context.Get(FeedForward) is null ? null : names[^1];
            ErrorResult[] results = [.. names.Take(context.Get(RunPaths).Length).Select(name => ConsoleProgress.Run(
                context, $"sorting the errors of {name}", scores.Count, "symbols",
                report => analysis.Of(name, ModelScores.NGramName(baseline), feedForward, report, cancellation)))];
            LedgerComparison? comparison = results.Length < 2 ? null : LedgerComparison.Of(results[0].Ledger, results[1].Ledger, analysis.Bootstrap);
            if (context.IsJson) context.WriteJson(ErrorsJson.Of(scores, order, analysis.Bootstrap, results, comparison));
            else new ErrorsReport(context.Output, scores).Write(results, comparison);
            return ExitCode.Ok;
        }
        finally
        {
            foreach (Run run in runs) run.Dispose();
        }
    }
}
