using System.CommandLine;
using RnnScope.Analysis.Autocomplete;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>autocomplete RUN...</c>: how often networks find the whole word, by how much of it they have read.</summary>
internal static class AutocompleteCommand
{
    private const int MostRuns = 8;

    private static readonly Argument<string[]> RunPaths = new("RUN")
    {
        Description = "Folders of runs made by `rnnscope train TEXT --task autocomplete`, all with the same text, steps, shares and words.",
        Arity = new ArgumentArity(1, MostRuns),
    };

    private static readonly Option<string?> Published = new("--published")
    {
        Description = "word-length-results.json of the 2019 article: its curves are printed beside ours, counted as it counted.", HelpName = "FILE",
    };

    private static readonly Option<string?> CorpusPath = CommonOptions.Corpus();

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("autocomplete", "Measures how often networks that predict words find the right one, by characters of the word seen, beside guessing the most frequent word that begins with them.")
        {
            RunPaths, Published, CorpusPath, Threads, CommonOptions.Json,
        };
        command.Examples(
            "rnnscope autocomplete runs/text8-words-gru-2x600 runs/text8-words-lstm-2x600",
            "rnnscope autocomplete runs/text8-words-gru-2x600 --published word-length-results.json --json");
        command.SetWork((context, cancellation) => Task.FromResult(Measure(context, cancellation)));
        return command;
    }

    private static ExitCode Measure(CommandContext context, CancellationToken cancellation)
    {
        IReadOnlyList<PublishedAccuracy> published = context.Get(Published) is { } file ? PublishedAccuracy.Read(file) : [];
        List<Run> runs = [];
        try
        {
            foreach (string folder in context.Get(RunPaths)) runs.Add(Run.Open(folder));
            foreach (Run run in runs) run.RequireWords();
            foreach (Run other in runs.Skip(1)) RunCorpus.RequireSame(runs[0], other);
            string[] names = Names(runs);
            WordCorpus corpus = RunCorpus.LoadWords(runs[0], context.Get(CorpusPath));
            WordPositions positions = new(corpus.Test, corpus.Vocabulary);
            WordRanks[] ranks = [.. names.Zip(runs, (name, run) => ConsoleProgress.Run(
                context, $"reading with {name}", positions.Count, "symbols",
                report => NetworkRanks.Of(name, run.Model.Network, corpus.Test, context.Get(Threads), report, cancellation)))];
            AutocompleteResult result = AutocompleteAnalysis.Measure($"test part of {Path.GetFileName(corpus.Path)}", positions, corpus.Words, ranks);
            if (context.IsJson) context.WriteJson(AutocompleteJson.Of(result, corpus.Words.Filter, published));
            else new AutocompleteReport(context.Output, result).Write(published);
            return ExitCode.Ok;
        }
        finally
        {
            foreach (Run run in runs) run.Dispose();
        }
    }

    /// <summary>The names of the folders, or their paths where names are equal.</summary>
    private static string[] Names(List<Run> runs)
    {
        string[] names = [.. runs.Select(run => run.Folder.Name)];
        if (names.Append(PrefixRanks.Name).Distinct().Count() <= names.Length) names = [.. runs.Select(run => run.Folder.Path)];
        return names.Distinct().Count() == names.Length
            ? names
            : throw new CommandException(ExitCode.Usage, $"expected different runs, found {string.Join(", ", names)}");
    }
}
