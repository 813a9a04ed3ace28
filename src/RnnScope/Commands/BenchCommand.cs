using System.CommandLine;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Commands;

/// <summary><c>bench</c>: how fast this machine trains, reads and records.</summary>
internal static class BenchCommand
{
    private static readonly Option<string[]> UnitNames = new("--unit")
    {
        Description = "Units to measure: built-in names or unit files; may be repeated.",
        DefaultValueFactory = _ => ["lstm", "gru", "rnn", "nested-lstm"],
        HelpName = "UNIT",
    };

    private static readonly Option<int[]> Sizes = new("--units")
    {
        Description = "Units of each layer; may be repeated.", DefaultValueFactory = _ => [128, 256, 512], HelpName = "N",
    };

    private static readonly Option<int> Layers = CommonOptions.Number("--layers", 2, 1, 64, "Layers of units.");

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use.");

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Seconds for each figure; medians count.", DefaultValueFactory = _ => 3, HelpName = "X",
    };

    private static readonly Option<bool> NoTrace = new("--no-trace")
    {
        Description = "Leave out the trace, which writes up to gigabytes into the temporary folder.",
    };

    public static Command Create()
    {
        Command command = new("bench", "Measures this machine: its multiply-add peak, then training, reading and tracing with B = T = 100 and V = 87.")
        {
            UnitNames, Layers, Sizes, Threads, Seconds, NoTrace, CommonOptions.Json,
        };
        command.Examples("rnnscope bench", "rnnscope bench --unit my.unit --unit lstm --units 256 --json");
        command.SetWork((context, cancellation) => Task.FromResult(Bench(context, cancellation)));
        return command;
    }

    private static ExitCode Bench(CommandContext context, CancellationToken cancellation)
    {
        using var workers = new WorkerPool(context.Get(Threads));
        double peak = PeakRate.Gigaflops(workers);
        if (!context.IsJson)
        {
            context.Output.WriteLine(FormattableString.Invariant($"multiply-add peak, {workers.Count} threads: {peak:N0} GF/s; characters per second, medians"));
            context.Output.WriteLine("unit            layers x units    training     forward       trace   GF/s  of peak  bytes/step");
        }
        var speeds = new List<StepSpeed>();
        foreach (string name in context.Get(UnitNames))
        {
            UnitGraph unit = BuiltInUnits.Resolve(name);
            foreach (int size in context.Get(Sizes))
            {
                cancellation.ThrowIfCancellationRequested();
                StepSpeed speed = new StepBenchmark(unit, context.Get(Layers), size, workers, context.Get(Seconds)).Measure(traces: !context.Get(NoTrace));
                speeds.Add(speed);
                if (context.IsJson) continue;
                string trace = double.IsNaN(speed.TraceCharactersPerSecond) ? "-" : FormattableString.Invariant($"{speed.TraceCharactersPerSecond:N0}");
                string shape = $"{speed.Layers} x {speed.Units}";
                context.Output.WriteLine(FormattableString.Invariant(
                    $"{speed.Unit,-16}{shape,14}{speed.TrainingCharactersPerSecond,12:N0}{speed.ForwardCharactersPerSecond,12:N0}{trace,12}{speed.TrainingGigaflops,7:N0}{speed.TrainingGigaflops / peak,9:P0}{speed.AllocatedBytesPerStep,12:N0}"));
            }
        }
        if (context.IsJson) context.WriteJson(Result(peak, speeds));
        return ExitCode.Ok;
    }

    private static object Result(double peak, List<StepSpeed> speeds) => new
    {
        peak_gflops = peak,
        results = speeds.Select(speed => new
        {
            unit = speed.Unit,
            layers = speed.Layers,
            units = speed.Units,
            training_characters_per_second = speed.TrainingCharactersPerSecond,
            forward_characters_per_second = speed.ForwardCharactersPerSecond,
            trace_characters_per_second = CommandContext.Finite(speed.TraceCharactersPerSecond),
            training_gflops = speed.TrainingGigaflops,
            allocated_bytes_per_step = speed.AllocatedBytesPerStep,
        }),
    };
}
