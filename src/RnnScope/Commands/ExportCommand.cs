using System.CommandLine;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Export;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Commands;

/// <summary><c>export RUN</c>: the viewer, a text and the network itself as one file.</summary>
internal static class ExportCommand
{
    /// <summary>How many symbols of the text go into the page unless something else is asked for.</summary>
    public const int DefaultCharacters = 20_000;

    // Browsers still open such a page without complaint; nobody would want to send a larger one.
    private const long LargestPage = 64_000_000;

    private static readonly Argument<string> RunPath = CommonOptions.Run();

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The file to write. [default: the run's name, .html, in this folder]", HelpName = "FILE",
    };

    private static readonly Option<string?> TextPath = new("--text")
    {
        Description = "The text to show. [default: the test text that the run carries with it]", HelpName = "FILE",
    };

    private static readonly Option<int> Limit = CommonOptions.Number(
        "--limit", DefaultCharacters, 1, 10_000_000, "How many symbols of the text go into the page, from its beginning.");

    private static readonly Option<string?> Title = new("--title") { Description = "What the page calls the run. [default: its folder's name]", HelpName = "TITLE" };

    private static readonly Option<string?> Corpus = CommonOptions.Corpus();

    private static readonly Option<bool> Force = new("--force") { Description = "Replace the file if it is there already." };

    public static Command Create()
    {
        Command command = new("export", "Writes the viewer as one file that needs no server and no network: with a text, what was found, and the network itself, which the page runs over whatever its reader types.")
        {
            RunPath, Out, TextPath, Limit, Title, Corpus, Force, CommonOptions.Json,
        };
        command.Examples("rnnscope export runs/demo --out demo.html", "rnnscope export runs/demo --text book.txt --limit 5000 --title \"A network reads\" --out book.html --force");
        command.SetWork((context, cancellation) => Task.FromResult(Export(context, cancellation)));
        return command;
    }

    private static ExitCode Export(CommandContext context, CancellationToken cancellation)
    {
        EmbeddedViewer viewer = EmbeddedViewer.OfThisProgram();
        if (!viewer.IsBuilt)
            throw new CommandException(ExitCode.System, "expected a program with its viewer, found one that was built without", "install Node 20 and build again, without -p:SkipViewer=true");
        using Run run = Run.Open(context.Get(RunPath));
        string title = context.Get(Title) is { } given && !string.IsNullOrWhiteSpace(given) ? given : run.Folder.Name;
        string path = CheckedPath(context.Get(Out) ?? $"{run.Folder.Name}.html", context.Get(Force));
        RunText text = RunText.Of(run, context.Get(TextPath)).First(context.Get(Limit));
        CheckSize(run, text);
        RunLedger? ledger = Ledger(context, run, text, cancellation);
        PageData data = ConsoleProgress.Run(
            context, $"reading {text.Title}", text.Ids.Length, "symbols", report => PageBuilder.Build(run, text, title, ledger, report, cancellation));
        string page = SinglePage.Of(viewer, data);
        AtomicFile.WriteText(path, page);
        Report(context, path, new FileInfo(path).Length, run, data.Manifest);
        return ExitCode.Ok;
    }

    /// <summary>What sorts the errors, where the network was trained on a text that is still there.</summary>
    private static RunLedger? Ledger(CommandContext context, Run run, RunText text, CancellationToken cancellation) =>
        run.Model.Words is not null || text.Ids.Length < 2 ? null
        : RunLedger.Prepare(context, run, text, context.Get(Corpus), Environment.ProcessorCount, cancellation, RunLedger.LongestUnasked);

    /// <summary>Before anything is read: a page is nothing to overwrite by accident.</summary>
    private static string CheckedPath(string path, bool mayReplace)
    {
        if (Directory.Exists(path)) throw new CommandException(ExitCode.Usage, $"--out: expected a file, found the folder {path}", $"give `--out {Path.Combine(path, "page.html")}`, for instance");
        if (File.Exists(path) && !mayReplace)
            throw new CommandException(ExitCode.Usage, $"--out: expected a file that does not exist yet, found {path}", "give another name, or `--force` to replace it");
        return path;
    }

    private static void CheckSize(Run run, RunText text)
    {
        NetworkShape shape = run.Model.Network.Shape;
        long states = (long)text.Ids.Length / PageReading.Every * shape.Layers * shape.Unit.NextStates.Count * shape.Units;
        long bytes = (4 * (run.Model.Network.Parameters.Count + states) + 2L * text.Ids.Length) / 3 * 4;
        if (bytes <= LargestPage) return;
        throw new RunFileException(
            run.Folder.Path, $"a network and a text that fit into a page of {LargestPage / 1_000_000} MB",
            FormattableString.Invariant($"{run.Model.Network.Parameters.Count:n0} parameters and {text.Ids.Length:n0} symbols, which need {bytes / 1_000_000} MB"),
            "take a smaller network, or fewer symbols with `--limit`");
    }

    private static void Report(CommandContext context, string path, long bytes, Run run, Manifest manifest)
    {
        TextInfo text = manifest.Texts[0];
        if (context.IsJson)
        {
            context.WriteJson(new
            {
                page = path,
                bytes,
                run = run.Folder.Name,
                title = manifest.Name,
                parameters = manifest.Parameters,
                text = new { text.Id, text.Title, text.Characters, text.Unknown, text.LossNats },
                findings = manifest.Findings.Count,
            });
            return;
        }

        context.Output.WriteLine(FormattableString.Invariant(
            $"{path}: {bytes / 1e6:f1} MB, {text.Characters:n0} symbols of {text.Title}, a network of {manifest.Parameters:n0} parameters"));
    }
}
