using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using RnnScope.Engine.Files;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Commands;

/// <summary><c>view RUN...</c>: the viewer.</summary>
internal static class ViewCommand
{
    /// <summary>How many symbols of the test text are read unless something else is asked for.</summary>
    public const int DefaultCharacters = 100_000;

    public static Command Create()
    {
        Argument<string[]> runs = new("RUN")
        {
            Description = "Folders of runs, made by `rnnscope train`.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int> port = CommonOptions.Number("--port", 0, 0, 65_535, "Where to listen; 0 takes a port that is free.");
        Option<string> bind = new("--bind")
        {
            Description = "The address to listen on. 127.0.0.1 can only be reached from this machine; 0.0.0.0 from everywhere, by everybody.",
            DefaultValueFactory = _ => "127.0.0.1",
            HelpName = "ADDRESS",
        };
        Option<bool> noBrowser = new("--no-browser") { Description = "Do not open a browser." };
        Option<string?> text = new("--text") { Description = "A further text to read and show.", HelpName = "FILE" };
        Option<string[]> connectivity = new("--connectivity")
        {
            Description = "Published connectivity to show beside that of the runs, or alone: JSON as in the article of 2019.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Option<int> characters = CommonOptions.Number(
            "--characters", DefaultCharacters, 1, int.MaxValue, "How many symbols of a text are read and recorded, from its beginning.");
        Option<string?> notes = new("--notes")
        {
            Description = "Whether names and notes that people give to units in the browser are written to the run's folder. [default: allow, refuse where other machines can reach the server]",
            HelpName = "allow|refuse",
        };
        notes.AcceptOnlyFromAmong("allow", "refuse");
        Command command = new("view", "Shows trained networks in a browser: a text, coloured by what happened inside while it was read. Ctrl-C ends it.")
        {
            runs, port, bind, noBrowser, text, characters, connectivity, notes,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(runs) is null or { Tokens.Count: 0 } && result.GetResult(connectivity) is null or { Tokens.Count: 0 })
                result.AddError("expected the folder of a run, or --connectivity FILE, found neither");
        });
        command.Examples("rnnscope view runs/demo", "rnnscope view runs/lstm runs/gru --text book.txt --port 8080 --no-browser",
            "rnnscope view runs/gru --connectivity connectivity_gru.json connectivity_lstm.json");
        command.SetWork((context, cancellation) => Show(context, new ViewRequest(context.Get(runs))
        {
            Port = context.Get(port),
            Bind = context.Get(bind),
            OpensBrowser = !context.Get(noBrowser),
            Text = context.Get(text),
            Connectivity = context.Get(connectivity),
            TakesNotes = context.Get(notes) is { } choice ? choice == "allow" : null,
            Characters = context.IsGiven(characters) ? context.Get(characters) : null,
        }, cancellation));
        return command;
    }

    /// <summary>Reads what has to be read, serves the viewer and waits until somebody ends it.</summary>
    public static async Task<ExitCode> Show(CommandContext context, ViewRequest request, CancellationToken cancellation)
    {
        PublishedConnectivity[] published = [.. request.Connectivity.Select(PublishedConnectivity.Read)];
        List<RunView> views = [];
        try
        {
            foreach (string path in request.Runs) views.Add(Load(context, path, request, cancellation));
        }
        catch
        {
            foreach (RunView view in views) view.Dispose();
            throw;
        }

        using RunLibrary library = new(views, published) { TakesNotes = request.TakesNotes ?? IsOfThisMachine(request.Bind) };
        await using ViewServer server = await Start(library, request, cancellation).ConfigureAwait(false);
        Uri address = Shown(server.Address, library);
        string names = string.Join(", ", [.. library.Summaries.Select(run => run.Name), .. library.Published.Select(one => one.Title)]);
        await context.Output.WriteLineAsync($"{names}: {address.AbsoluteUri}").ConfigureAwait(false);
        await context.Output.WriteLineAsync("Ctrl-C ends the viewer.").ConfigureAwait(false);
        await context.Output.FlushAsync(cancellation).ConfigureAwait(false);
        if (request.OpensBrowser && !Console.IsOutputRedirected) Open(address);
        Task first = FirstAnswers.Ask(server.Address, cancellation);
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellation.Register(end.SetResult).ConfigureAwait(false)) await end.Task.ConfigureAwait(false);
        await first.ConfigureAwait(false);
        return ExitCode.Ok;
    }

    private static bool IsOfThisMachine(string bind) => bind == "localhost" || (IPAddress.TryParse(bind, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static RunView Load(CommandContext context, string path, ViewRequest request, CancellationToken cancellation)
    {
        List<TextView> texts = [];
        Run run = Run.OpenYoung(path);
        try
        {
            int characters = request.Characters ?? MostCharacters(run);
            if (TestText(context, run, request, characters, cancellation) is { } test) texts.Add(test);
            if (request.Text is { } file)
            {
                TextPreparation.Run(context, run, file);
                RunText text = RunText.OfFile(run, file).First(characters);
                texts.Add(new TextView(text.Id, TraceMaker.Ensure(context, run, text, anyLength: false, cancellation)));
            }

            return new RunView(run, texts);
        }
        catch
        {
            foreach (TextView text in texts) text.Trace.Dispose();
            run.Dispose();
            throw;
        }
    }

    /// <summary>Fewer where a character has the scores of thousands of words, so that a recording has at most 256 MB of them.</summary>
    private static int MostCharacters(Run run) => Math.Min(DefaultCharacters, (1 << 27) / run.Model.Network.Shape.Outputs);

    private static TextView? TestText(CommandContext context, Run run, ViewRequest request, int characters, CancellationToken cancellation)
    {
        if (File.Exists(run.Folder.TextFile(RunText.TestId)))
        {
            RunText text = RunText.Test(run).First(characters);
            return new TextView(text.Id, TraceMaker.Ensure(context, run, text, request.Characters is null, cancellation));
        }

        if (TraceMaker.TestTrace(run) is { } trace) return new TextView(RunText.TestId, trace);
        if (request.Text is not null) return null;
        throw new RunFileException(run.Folder.TextFile(RunText.TestId), "the test text of the run", "nothing", "give a text of your own: `--text FILE`");
    }

    private static async Task<ViewServer> Start(RunLibrary library, ViewRequest request, CancellationToken cancellation)
    {
        try
        {
            return await ViewServer.Start(library, EmbeddedViewer.OfThisProgram(), request.Bind, request.Port, cancellation).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new CommandException(
                ExitCode.System, $"cannot listen on {request.Bind}, port {request.Port}: {e.InnerException?.Message ?? e.Message}",
                "leave out `--port`, and one that is free is taken");
        }
    }

    /// <summary>What somebody asked for in particular is what they see first.</summary>
    private static Uri Shown(Uri address, RunLibrary library) => library.Published is [{ } first, ..]
        ? new UriBuilder(address) { Fragment = $"view=memory&published={Uri.EscapeDataString(first.Id)}" }.Uri
        : address;

    private static void Open(Uri address)
    {
        try
        {
            using Process? browser = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException)
        {
            // A machine without a browser: the address was printed.
        }
    }
}
