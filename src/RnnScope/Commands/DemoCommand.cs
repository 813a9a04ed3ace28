using System.CommandLine;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Training;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>demo</c>: trains on the program's own source code, looks inside, and opens the viewer.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Serve the viewer without opening a browser." };

    private static readonly Option<bool> Exit = new("--exit") { Description = "Stop after the analysis, without the viewer." };

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Train again, even when there is a finished demo of this very text." };

    private static readonly Option<string> Runs = new("--runs") { Description = "The folder of all runs.", DefaultValueFactory = _ => "runs", HelpName = "DIR" };

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "How long to train.", DefaultValueFactory = _ => 2, HelpName = "X",
    };

    private static readonly Option<int> Port = CommonOptions.Number("--port", 0, 0, 65_535, "Where to listen; 0 takes a port that is free.");

    public static Command Create()
    {
        Command command = new("demo", "Trains a network on this program's own source code, finds units that track something, and opens the viewer. Under three minutes on two cores.")
        {
            NoBrowser, Exit, Fresh, Runs, Minutes, Port,
        };
        command.Examples("rnnscope demo", "rnnscope demo --no-browser --port 8080", "rnnscope demo --exit --minutes 0.5");
        command.SetWork(Demo);
        return command;
    }

    private static async Task<ExitCode> Demo(CommandContext context, CancellationToken cancellation)
    {
        string path = Trained(context, cancellation);
        using (Run run = Run.Open(path)) LookInside(context, run, cancellation);
        if (context.Get(Exit)) return ExitCode.Ok;
        var request = new ViewRequest([path]) { Port = context.Get(Port), OpensBrowser = !context.Get(NoBrowser) };
        return await ViewCommand.Show(context, request, cancellation).ConfigureAwait(false);
    }

    /// <summary>The run folder: the demo that is already there, one that was interrupted, or a new one.</summary>
    private static string Trained(CommandContext context, CancellationToken cancellation)
    {
        string root = context.Get(Runs), text = DemoText.Read(), existing = Path.Combine(root, "demo");
        string corpus = Path.Combine(root, "demo-text.txt");
        Directory.CreateDirectory(root);
        AtomicFile.WriteText(corpus, text);
        TrainingSession? session = context.Get(Fresh) ? null : Reusable(existing, corpus);
        if (session?.Run.Result is { } result)
        {
            context.Output.WriteLine(FormattableString.Invariant($"{existing}: already trained, test loss {result.TestLossNats:F4} nats per character (--fresh trains again)"));
            return existing;
        }
        session ??= TrainingSession.Start(root, "demo", Configuration(corpus, context.Get(Minutes)));
        result = TrainingDisplay.Run(context, session, Environment.ProcessorCount, cancellation);
        context.Output.WriteLine(FormattableString.Invariant(
            $"test loss {result.TestLossNats:F4} nats per character ({result.TestLossNats / Math.Log(2):F4} bits) over {result.TestCharacters:N0} characters; {result.CharactersPerSecond:N0} characters per second"));
        return session.Folder.Path;
    }

    private static TrainingSession? Reusable(string path, string corpus)
    {
        try
        {
            TrainingSession session = TrainingSession.Resume(path);
            return session.Run.CorpusPath == Path.GetFullPath(corpus) ? session : null;
        }
        catch (RunFileException)
        {
            return null; // nothing there, or a demo of an older program's text
        }
    }

    // Contiguous, so that the test part is whole files to read in the viewer; snapshots, so that it shows how a cell is born.
    private static RunConfiguration Configuration(string corpus, double minutes) => RunConfiguration.For(corpus) with
    {
        Split = SplitLayout.Contiguous,
        Streams = 50,
        TrainShare = 0.85m,
        ValidationShare = 0.05m,
        Training = new TrainingConfiguration { Epochs = 40, Minutes = minutes, Dropout = 0.2, LearningRate = 4e-3, Patience = 6, Snapshots = 4 },
    };

    private static void LookInside(CommandContext context, Run run, CancellationToken cancellation)
    {
        RunText text = RunText.Test(run).First(ViewCommand.DefaultCharacters);
        using TraceFile trace = TraceMaker.Ensure(context, run, text, anyLength: true, cancellation);
        CellSearchOptions options = new() { Threads = Environment.ProcessorCount };
        FoundCells found = new RunCells(context, run, new SearchedProperties { Kind = TextKind.Code }, hasTwin: true).Search(trace, text.Title, [], options, cancellation);
        CellsReport.PrintShort(context.Output, found);
    }
}
