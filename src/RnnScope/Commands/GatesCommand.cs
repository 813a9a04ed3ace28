using System.CommandLine;
using RnnScope.Analysis.Gates;
using RnnScope.Engine.Tracing;
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

    private static readonly Option<int> Streams = CommonOptions.Segments();

    private static readonly Option<int> WarmUp = CommonOptions.WarmUp();

    private static readonly Option<string?> ShardOption =
        ShardOptions.Shard("Count only the K-th of N parts of the text, and write the counts to --out; --merge adds them up.");

    private static readonly Option<string?> Output = new("--out") { Description = "The file for the counts of a shard.", HelpName = "FILE" };

    private static readonly Option<string[]> Merge = ShardOptions.Merge("Read nothing: add up the counts of all shards.");

    public static Command Create()
    {
        Command command = new("gates", "Counts at how many characters of a text each gate of each unit is left-saturated (below 0.1) and right-saturated (above 0.9), and lists units that stand out.")
        {
            RunPath, TextPath, Limit, Nearly, Duplicates, Streams, WarmUp, ShardOption, Output, Merge, Threads, CommonOptions.Json,
        };
        command.Examples("rnnscope gates runs/demo", "rnnscope gates runs/demo book.txt --limit 100000 --json",
            "rnnscope gates runs/demo large.txt --shard 3/8 --out part-3.safetensors", "rnnscope gates runs/demo --merge part-*.safetensors");
        command.SetWork((context, cancellation) => Task.FromResult(Measure(context, cancellation)));
        return command;
    }

    private static ExitCode Measure(CommandContext context, CancellationToken cancellation)
    {
        GateLimits limits = new GateLimits { Nearly = context.Get(Nearly), Duplicate = context.Get(Duplicates) }.Validated();
        using Run run = Run.Open(context.Get(RunPath));
        Shard? shard = context.Get(ShardOption) is { } given ? Shard.Parse(given) : null;
        string? output = context.Get(Output);
        if (shard is null != output is null)
            throw new CommandException(ExitCode.Usage, $"expected --shard and --out together, found only {(shard is null ? "--out" : "--shard")}", "run `rnnscope gates --help`");
        GateCounts counts = context.IsGiven(Merge) ? Merged(context, run, shard) : Count(context, run, shard, cancellation);
        if (shard is not null)
        {
            GateCountsFile.Save(output!, counts);
            (long from, long to) = shard.Symbols(counts.Reading.Plan);
            if (context.IsJson) context.WriteJson(new { run = run.Folder.Name, shard = shard.ToString(), file = output, characters = to - from });
            else context.Output.WriteLine(FormattableString.Invariant($"{output}: shard {shard}, {to - from:N0} characters of {counts.Reading.Title}"));
            return ExitCode.Ok;
        }

        GateResult result = counts.Result(run.Model.Network.Shape.Unit, limits, cancellation);
        NoteWhatIsMissing(context, run, result);
        if (context.IsJson) context.WriteJson(GateReport.Json(run.Folder.Name, result));
        else GateReport.Print(context.Output, result);
        return ExitCode.Ok;
    }

    private static GateCounts Count(CommandContext context, Run run, Shard? shard, CancellationToken cancellation)
    {
        TextPreparation.Run(context, run, context.Get(TextPath));
        RunText text = RunText.Of(run, context.Get(TextPath));
        if (context.IsGiven(Limit)) text = text.First(context.Get(Limit));
        TraceOptions reading = new()
        {
            Title = text.Title, ModelHash = run.ModelHash, Shard = shard, Streams = context.Get(Streams), WarmUp = context.Get(WarmUp), Threads = context.Get(Threads),
        };
        return ConsoleProgress.Run(
            context, $"reading {text.Title}", reading.Length(text.Symbols.Length), "symbols",
            report => GateAnalysis.Count(run.Model.Network, run.Model.Vocabulary, text.Symbols, reading, report, cancellation));
    }

    private static GateCounts Merged(CommandContext context, Run run, Shard? shard)
    {
        ShardOptions.RequireMerge("gates", context.Get(TextPath), shard, context.Get(Merge)!);
        GateCounts[] parts = [.. context.Get(Merge)!.Select(path => GateCountsFile.Load(path, run.Model.Network.Shape, run.ModelHash))];
        foreach (GateCounts part in parts.AsSpan(1)) parts[0].Add(part);
        return parts[0];
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
