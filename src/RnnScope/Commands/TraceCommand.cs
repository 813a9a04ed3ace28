using System.CommandLine;
using System.Globalization;
using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>trace RUN [TEXT]</c>: records what the network's sites hold while it reads.</summary>
internal static class TraceCommand
{
    private const string Float16 = "float16", Float32 = "float32";

    public static Command Create()
    {
        Argument<string> run = CommonOptions.Run();
        Argument<string?> text = CommonOptions.Text();
        Option<string> sites = new("--sites")
        {
            Description = "What to record: names such as layers.0.h, logits and loss, with commas between them, or all.",
            DefaultValueFactory = _ => SiteName.All,
            HelpName = "A,B",
        };
        Option<string> precision = new("--precision")
        {
            Description = "How values are stored: float16 (half the space) or float32 (exact).",
            DefaultValueFactory = _ => Float16,
            HelpName = $"{Float16}|{Float32}",
        };
        precision.AcceptOnlyFromAmong(Float16, Float32);
        Option<int> streams = CommonOptions.Segments(), warmUp = CommonOptions.WarmUp();
        Option<int> limit = CommonOptions.Limit();
        Option<string?> output = new("--out")
        {
            Description = "The file to write. [default: traces/NAME.safetensors in the run's folder]",
            HelpName = "FILE",
        };
        Option<string?> shard = ShardOptions.Shard("Record only the K-th of N parts of the text, into --out; --merge makes one trace of them.");
        Option<string[]> merge = ShardOptions.Merge("Read nothing: make one trace, --out, of all shards.");
        Command command = new("trace", "Records what happens inside a network while it reads a text: one tensor for each site, one row for each symbol.")
        {
            run, text, sites, precision, streams, warmUp, limit, shard, merge, output, CommonOptions.Json,
        };
        command.Examples(
            "rnnscope trace runs/demo", "rnnscope trace runs/demo book.txt --sites layers.0.h,layers.1.c,loss --precision float32 --streams 1",
            "rnnscope trace runs/demo large.txt --shard 3/8 --out part-3.safetensors", "rnnscope trace runs/demo --merge part-*.safetensors --out large.safetensors");
        command.SetWork((context, cancellation) =>
        {
            TraceOptions options = new()
            {
                // Empty where nothing was asked for: all of them.
                Sites = context.Get(sites, "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                Precision = context.Get(precision) == Float16 ? TensorType.F16 : TensorType.F32,
                Streams = context.Get(streams),
                WarmUp = context.Get(warmUp),
                Shard = context.Get(shard) is { } part ? Shard.Parse(part) : null,
            };
            if ((options.Shard is not null || context.IsGiven(merge)) && context.Get(output) is null)
                throw new CommandException(ExitCode.Usage, $"expected --out with {(options.Shard is null ? "--merge" : "--shard")}, found none", "run `rnnscope trace --help`");
            if (context.IsGiven(merge))
            {
                ShardOptions.RequireMerge("trace", context.Get(text), options.Shard, context.Get(merge)!);
                return Task.FromResult(Merge(context, context.Get(run), context.Get(merge)!, context.Get(output)!, cancellation));
            }

            int? longest = context.IsGiven(limit) ? context.Get(limit) : null;
            return Task.FromResult(Trace(context, context.Get(run), context.Get(text), longest, context.Get(output), options, cancellation));
        });
        return command;
    }

    private static ExitCode Trace(
        CommandContext context, string runPath, string? textPath, int? limit, string? output, TraceOptions options, CancellationToken cancellation)
    {
        using Run run = Run.Open(runPath);
        TextPreparation.Run(context, run, textPath);
        RunText text = RunText.Of(run, textPath);
        if (limit is { } longest) text = text.First(longest);
        if (options.Sites.Count == 0 && run.Model.Words is { } words)
        {
            // The scores of thousands of words at every character would fill a disk before anybody noticed.
            options = options with { Sites = [.. SiteName.AllOf(run.Model.Network.Shape).Select(site => site.Name).Where(name => name != SiteName.Logits)] };
            context.Note(FormattableString.Invariant($"the scores of {words.Count:N0} words are left out; --sites {SiteName.All} records them too"));
        }

        string path = output ?? run.Folder.TraceFile(text.Id);
        TraceMaker.Record(context, run, text, path, options, cancellation);
        if (options.Shard is not { } shard) return Report(context, run, path);
        long characters = options.Length(text.Symbols.Length);
        if (context.IsJson) context.WriteJson(new { run = run.Folder.Name, shard = shard.ToString(), file = path, characters });
        else context.Output.WriteLine(FormattableString.Invariant($"{path}: shard {shard}, {characters:N0} symbols of {text.Title}"));
        return ExitCode.Ok;
    }

    private static ExitCode Merge(CommandContext context, string runPath, string[] parts, string output, CancellationToken cancellation)
    {
        using Run run = Run.Open(runPath);
        ConsoleProgress.Run(
            context, $"merging {parts.Length} shards", parts.Length, "shards", report => TraceShards.Merge(parts, output, run.ModelHash, done => report(done), cancellation));
        return Report(context, run, output);
    }

    private static ExitCode Report(CommandContext context, Run run, string path)
    {
        TraceSummary trace = TraceSummary.Of(path);
        if (context.IsJson)
        {
            context.WriteJson(new
            {
                run = run.Folder.Name,
                trace = path,
                title = trace.Title,
                characters = trace.Characters,
                unknown = trace.Unknown,
                sites = trace.Sites,
                reading = trace.Reading,
                lossNats = CommandContext.Finite(trace.MeanLoss),
            });
            return ExitCode.Ok;
        }

        string loss = double.IsNaN(trace.MeanLoss) ? "" : string.Create(CultureInfo.InvariantCulture, $", {trace.MeanLoss:f4} nats per symbol");
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{path}: {trace.Characters:n0} symbols of {trace.Title}, {trace.Sites.Count} sites{loss}"));
        return ExitCode.Ok;
    }
}
