using System.CommandLine;
using RnnScope.Analysis.Brackets;
using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>brackets RUN</c>: how well a network knows which bracket is still open, by how long ago it was opened.</summary>
internal static class BracketsCommand
{
    private static readonly Argument<string> RunPath = CommonOptions.Run();

    private static readonly Option<int> NGram = CommonOptions.Number(
        "--ngram", 20, 0, NGramModel.LongestPossible, "Symbols of context of the n-gram model beside the network.");

    private static readonly Option<string> Matching = CommonOptions.Choice(
        "--matching", BracketMatching.Auto,
        "How brackets are matched: code knows the strings, comments and #if of C-like text, prose is plain; auto is code where the text has many braces.");

    private static readonly Option<string?> TextPath = CommonOptions.OtherText();

    private static readonly Option<string?> CorpusPath = CommonOptions.Corpus();

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("brackets", "Measures how probable a network found the right closing bracket or quote, by the distance from the opening one, beside an n-gram model.")
        {
            RunPath, NGram, Matching, TextPath, CorpusPath, Threads, CommonOptions.Json,
        };
        command.Examples("rnnscope brackets runs/linux-lstm-2x128", "rnnscope brackets runs/demo --ngram 9 --matching code --text program.c --json");
        command.SetWork((context, cancellation) => Task.FromResult(Measure(context, cancellation)));
        return command;
    }

    private static ExitCode Measure(CommandContext context, CancellationToken cancellation)
    {
        using Run run = Run.Open(context.Get(RunPath));
        Corpus corpus = RunCorpus.Load(run, context.Get(CorpusPath));
        string? path = context.Get(TextPath);
        string name = run.Folder.Name, ngram = ModelScores.NGramName(context.Get(NGram));
        // A folder may be called like the other model.
        if (name == ngram) name = run.Folder.Path + Path.DirectorySeparatorChar;
        TextScores scores = new RunScores(context, corpus, path, context.Get(Threads)).Of([(name, run)], [context.Get(NGram)], cancellation);
        SymbolText file = SymbolReader.ReadFile(path ?? corpus.Path, corpus.Kind);
        BracketResult result = BracketAnalysis.Measure(
            scores, file.Codes, Enum.Parse<BracketMatching>(context.Get(Matching), ignoreCase: true), name, ngram);
        if (context.IsJson) context.WriteJson(BracketReport.Json(result, context.Get(NGram)));
        else BracketReport.Print(context.Output, result);
        return ExitCode.Ok;
    }
}
