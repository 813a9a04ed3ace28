using System.CommandLine;
using RnnScope.Analysis.Contexts;
using RnnScope.Analysis.Counters;
using RnnScope.Engine.Tracing;
using RnnScope.Figures;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>unit RUN SITE:UNIT [TEXT]</c>: what one unit counts, where it is highest, and what people wrote about it.</summary>
internal static class UnitCommand
{
    private static readonly Argument<string> RunPath = CommonOptions.Run();

    private static readonly Argument<string> Unit = new("UNIT") { Description = "The unit: its site, a colon and its number from 0, as in layers.1.c:43." };

    private static readonly Argument<string?> TextPath = CommonOptions.Text();

    private static readonly Option<int> Limit = CommonOptions.Limit();

    private static readonly Option<int> Top = CommonOptions.Number("--top", new ContextOptions().Count, 1, ContextOptions.MostPlaces, "How many places of each kind are shown.");

    private static readonly Option<string?> NewName = new("--name") { Description = "Write a name for the unit, shown wherever it appears; \"\" removes it.", HelpName = "WORDS" };

    private static readonly Option<string?> NewNote = new("--note") { Description = "Write a note about the unit; \"\" removes it.", HelpName = "WORDS" };

    private static readonly Option<string?> FigurePath = new("--figure")
    {
        Description = "Draw what the symbols do to the unit: FILE.svg; FILE.csv or FILE.json for its numbers.", HelpName = "FILE",
    };

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("unit", "Shows one unit: what each symbol adds to it, takes from it or resets it to, where it is highest, lowest and changes most, and what people wrote about it. With --name or --note it writes that down instead.")
        {
            RunPath, Unit, TextPath, Limit, Top, NewName, NewNote, FigurePath, Threads, CommonOptions.Json,
        };
        command.Examples(
            "rnnscope unit runs/demo layers.1.c:43", "rnnscope unit runs/demo layers.1.c:43 book.txt --top 5 --figure counters.svg",
            "rnnscope unit runs/demo layers.1.c:43 --name \"quotes\" --note \"on from the opening quote to the closing one\"");
        command.SetWork((context, cancellation) =>
            context.Get(NewName) is null && context.Get(NewNote) is null ? Task.FromResult(Show(context, cancellation)) : Write(context, cancellation));
        return command;
    }

    private static ExitCode Show(CommandContext context, CancellationToken cancellation)
    {
        Action<Figure>? draw = context.Get(FigurePath) is { } path ? FigureFile.Writer(path) : null;
        using Run run = Run.Open(context.Get(RunPath));
        UnitAddress unit = Address(context, run);
        UnitNote? note = UnitNotes.Read(run.Folder).FirstOrDefault(note => note.Address() == unit);
        RunText text = RunText.Of(run, context.Get(TextPath));
        if (context.IsGiven(Limit)) text = text.First(context.Get(Limit));
        float[] values = ConsoleProgress.Run(
            context, $"reading {text.Title}", text.Ids.Length, "symbols", report => Values(run, unit, text, context.Get(Threads), report, cancellation));
        CounterResult counters = CounterAnalysis.Measure(text.Ids.Span, values, cancellation: cancellation);
        TopContextsResult contexts = TopContexts.Find(values, new ContextOptions { Count = context.Get(Top) }, cancellation);
        UnitReport report = new(run, unit, note, text, counters, contexts);
        draw?.Invoke(CounterFigure.Of(unit.ToString(), note?.Name ?? "", counters, run.Model.Vocabulary));
        if (context.IsJson) context.WriteJson(report.Json());
        else report.Print(context.Output);
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> Write(CommandContext context, CancellationToken cancellation)
    {
        (string? name, string? text) = (context.Get(NewName)?.Trim(), context.Get(NewNote)?.ReplaceLineEndings("\n").Trim());
        using Run run = Run.Open(context.Get(RunPath));
        UnitAddress unit = Address(context, run);
        IReadOnlyList<UnitNote> notes = await UnitNotes.Change(
            run.Folder, unit, note => note with { Name = name ?? note.Name, Text = text ?? note.Text }, cancellation).ConfigureAwait(false);
        UnitNote? written = notes.FirstOrDefault(note => note.Address() == unit);
        if (context.IsJson) context.WriteJson(new { run = run.Folder.Name, site = unit.Site, unit = unit.Unit, name = written?.Name ?? "", note = written?.Text ?? "", file = run.Folder.NotesFile });
        else context.Output.WriteLine(written is null ? $"{unit}: no note" : $"{unit}: {UnitReport.Words(written)}");
        return ExitCode.Ok;
    }

    private static UnitAddress Address(CommandContext context, Run run) => UnitAddress.Parse(
        context.Get(Unit), SiteName.AllOf(run.Model.Network.Shape).Select(site => (site.Name, site.Width)));

    private static float[] Values(Run run, UnitAddress unit, RunText text, int threads, Action<long> report, CancellationToken cancellation)
    {
        float[] values = new float[text.Ids.Length];
        TraceOptions options = new() { Sites = [unit.Site], Threads = threads, Words = run.Model.Words };
        Tracer.Follow(run.Model.Network, run.Model.Vocabulary, text.Ids, options, Receive, report, cancellation);
        return values;

        void Receive(Site site, int from, ReadOnlySpan<float> rows)
        {
            for (int row = 0, at = unit.Unit; at < rows.Length; row++, at += site.Width) values[from + row] = rows[at];
        }
    }
}
