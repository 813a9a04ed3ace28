using System.CommandLine;
using RnnScope.Analysis.NGrams;
using RnnScope.Study;
using RnnScope.Study.Page;

namespace RnnScope.Commands;

/// <summary><c>study RUN...</c>: all analyses of the 2015 paper as one report.</summary>
internal static class StudyCommand
{
    private static readonly Argument<string[]> RunPaths = new("RUN")
    {
        Description = "Folders of runs, made by `rnnscope train` from the same text.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder of the report: a new or empty one, or one with an earlier report, which is replaced.",
        DefaultValueFactory = _ => "report",
        HelpName = "DIR",
    };

    private static readonly Option<string[]> FeedForward = new("--n-nn")
    {
        Description = "Runs of feed-forward networks (`--unit n-nn:6`), to compare with.", HelpName = "RUN", DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> Orders = new("--orders")
    {
        Description = "Symbols of context of the n-gram models of the curve, and of those that the ledger's first oracle believes.",
        DefaultValueFactory = _ => "1-9",
        HelpName = "A-B,C",
    };

    private static readonly Option<int> Baseline = CommonOptions.Number(
        "--baseline", 20, 0, NGramModel.LongestPossible, "Symbols of context of the n-gram model that networks are compared with in detail.");

    private static readonly Option<string?> CorpusPath = CommonOptions.Corpus();

    private static readonly Option<int> Limit = CreateLimit();

    private static readonly Option<string?> ViewerAddress = new("--viewer")
    {
        Description = "The address of `rnnscope view` with these runs: units become links to it. [default: no links]", HelpName = "ADDRESS",
    };

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Compute everything again, even where results of an earlier call are still good." };

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("study", "Makes one readable page of everything that the 2015 paper asked of its networks, with every figure as SVG and its numbers as CSV and JSON. Results are kept in the runs, so that a second call takes seconds.")
        {
            RunPaths, Out, FeedForward, Orders, Baseline, CorpusPath, Limit, ViewerAddress, Fresh, Threads, CommonOptions.Json,
        };
        command.Examples(
            "rnnscope study runs/war-and-peace-lstm-2x128 --out report",
            "rnnscope study runs/small runs/large --n-nn runs/n-nn-6 --out report --orders 1-9");
        command.SetWork((context, cancellation) => Task.FromResult(Make(context, cancellation)));
        return command;
    }

    private static ExitCode Make(CommandContext context, CancellationToken cancellation)
    {
        ReportFolder folder = ReportFolder.Open(context.Get(Out));
        StudyOptions options = new(ContextLengths.Parse(context.Get(Orders), NGramModel.LongestPossible), context.Get(Baseline))
        {
            CorpusPath = context.Get(CorpusPath),
            Limit = context.IsGiven(Limit) ? context.Get(Limit) : null,
            Threads = context.Get(Threads),
            Viewer = CheckedViewer(context),
            IsFresh = context.Get(Fresh),
            Command = context.Line,
        };
        using StudyRuns runs = StudyRuns.Open(context.Get(RunPaths), context.Get(FeedForward));
        StudyCache cache = new(options.Command, options.IsFresh, context.Note);
        StudyContext study = new(
            context, options, runs.Subjects, runs.FeedForward, cache, new StudyScores(context, options, runs.Subjects[0], cancellation), cancellation);
        IReadOnlyList<(StudySection Section, SectionBuilder Content)> sections = StudyReport.Make(study, StudyReport.Sections);
        StudyReport.Write(study, folder, sections);
        foreach ((StudySection section, SectionBuilder content) in sections)
            foreach (string reason in content.Skipped) context.Note($"{section.Name}: left out {reason}");
        if (context.IsJson) context.WriteJson(Json(folder, cache, sections));
        else Print(context.Output, folder, cache, sections);
        return ExitCode.Ok;
    }

    private static void Print(TextWriter output, ReportFolder folder, StudyCache cache, IReadOnlyList<(StudySection Section, SectionBuilder Content)> sections) =>
        output.WriteLine(FormattableString.Invariant(
            $"{folder.Page}: {sections.Count} sections, {sections.Sum(pair => pair.Content.Figures.Count)} figures; {cache.Computed.Count} results computed, {cache.Reused.Count} taken from earlier calls"));

    private static object Json(ReportFolder folder, StudyCache cache, IReadOnlyList<(StudySection Section, SectionBuilder Content)> sections) => new
    {
        report = folder.Page,
        sections = sections.Select(pair => new
        {
            id = pair.Section.Id, question = pair.Section.Question, figures = pair.Content.Figures.Select(figure => figure.Name), skipped = pair.Content.Skipped,
        }),
        computed = cache.Computed,
        reused = cache.Reused,
    };

    private static string? CheckedViewer(CommandContext context)
    {
        if (context.Get(ViewerAddress) is not { } address) return null;
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.Fragment.Length == 0
            ? address
            : throw new CommandException(ExitCode.Usage, $"--viewer: expected an address such as http://127.0.0.1:8080, found '{address}'", "run `rnnscope view RUN... --port 8080` and give the address that it prints");
    }

    private static Option<int> CreateLimit()
    {
        Option<int> option = CommonOptions.Number(
            "--limit", int.MaxValue, 1, int.MaxValue, "Count gates over only so many symbols of the test text, from its beginning. [default: all]");
        option.DefaultValueFactory = null;
        return option;
    }
}
