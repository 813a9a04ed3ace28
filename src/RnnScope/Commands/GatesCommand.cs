using System.CommandLine;
using RnnScope.Analysis.Gates;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>gates RUN [TEXT]</c>: how often the gates of a network are open and shut, and which units stand out.</summary>
internal static class GatesCommand
{
    private static readonly Argument<string> RunPath = CommonOptions.Run();

    private static readonly Argument<string?> TextPath = CommonOptions.Text();

    private static readonly Option<int> Limit = CommonOptions.Limit();

    private static readonly Option<double> Nearly = CommonOptions.Real(
        "--nearly", new GateLimits().Nearly, "The share of the characters that counts as nearly always, above 0.5.");

    private static readonly Option<double> Duplicates = CommonOptions.Real(
        "--duplicates", new GateLimits().Duplicate, "The correlation, of either sign, at which two units of a layer are called duplicates.");

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("gates", "Counts at how many characters of a text each gate of each unit is left-saturated (below 0.1) and right-saturated (above 0.9), and lists units that stand out.")
        {
            RunPath, TextPath, Limit, Nearly, Duplicates, Threads, CommonOptions.Json,
        };
        command.Examples("rnnscope gates runs/demo", "rnnscope gates runs/demo book.txt --limit 100000 --json");
        command.SetWork((context, cancellation) => Task.FromResult(Measure(context, cancellation)));
        return command;
    }

    private static ExitCode Measure(CommandContext context, CancellationToken cancellation)
    {
        GateLimits limits = new GateLimits { Nearly = context.Get(Nearly), Duplicate = context.Get(Duplicates) }.Validated();
        using Run run = Run.Open(context.Get(RunPath));
        RunText text = RunText.Of(run, context.Get(TextPath));
        if (context.IsGiven(Limit)) text = text.First(context.Get(Limit));
        GateResult result = ConsoleProgress.Run(
            context, $"reading {text.Title}", text.Ids.Length, "symbols",
            report => GateAnalysis.Measure(
                text.Title, run.Model.Network, run.Model.Vocabulary, text.Ids, limits, context.Get(Threads), report, cancellation));
        NoteWhatIsMissing(context, run, result);
        if (context.IsJson) context.WriteJson(GateReport.Json(run.Folder.Name, result));
        else GateReport.Print(context.Output, result);
        return ExitCode.Ok;
    }

    private static void NoteWhatIsMissing(CommandContext context, Run run, GateResult result)
    {
        if (result.Gates.Count == 0)
        {
            IReadOnlyList<string> unnamed = UnitGates.Unnamed(run.Model.Network.Shape.Unit);
            string advice = unnamed.Count == 0 ? "" : $"; {string.Join(", ", unnamed)} would be, with `as ... gate` behind the equation in the unit file";
            context.Note($"{result.Unit} calls none of its signals a gate: there is no saturation to count{advice}");
        }

        foreach (Gate gate in result.Gates.Select(gate => gate.Gate).Where(gate => !gate.IsBounded).Distinct())
            context.Note($"{gate.Name} is called {gate.Label}, but can leave 0 to 1: its shares below 0.1 and above 0.9 are no saturation, and no list counts them");
    }
}
