using System.CommandLine;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

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

    private static readonly Option<int> Streams = CommonOptions.Number("--streams", StepBenchmark.DefaultStreams, 1, 100_000, "Streams that are read side by side, by all processes together.");

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
        Command command = new("bench", "Measures this machine: its multiply-add peak, then training, reading and tracing with T = 100 and V = 87.")
        {
            UnitNames, Layers, Sizes, Streams, Threads, Seconds, NoTrace, RankedWork.Mpi, CommonOptions.Json,
        };
        command.Examples("rnnscope bench", "rnnscope bench --unit my.unit --unit lstm --units 256 --json", "mpirun -n 2 rnnscope bench --units 256");
        command.SetWork((context, cancellation) => Task.FromResult(RankedWork.Run(context, ranks => Bench(context, ranks, cancellation))));
        return command;
    }

    private static ExitCode Bench(CommandContext context, IRanks ranks, CancellationToken cancellation)
    {
        using var workers = new WorkerPool(context.Get(Threads, CoreShare.Threads(ranks)));
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
                if (ranks.Any(cancellation.IsCancellationRequested)) throw new OperationCanceledException(cancellation);
                StepSpeed speed = new StepBenchmark(unit, context.Get(Layers), size, workers, context.Get(Seconds), ranks, context.Get(Streams)).Measure(traces: !context.Get(NoTrace));
                speeds.Add(speed);
                if (context.IsJson) continue;
                string trace = double.IsNaN(speed.TraceCharactersPerSecond) ? "-" : FormattableString.Invariant($"{speed.TraceCharactersPerSecond:N0}");
                string shape = $"{speed.Layers} x {speed.Units}";
                context.Output.WriteLine(FormattableString.Invariant(
                    $"{speed.Unit,-16}{shape,14}{speed.TrainingCharactersPerSecond,12:N0}{speed.ForwardCharactersPerSecond,12:N0}{trace,12}{speed.TrainingGigaflops,7:N0}{speed.TrainingGigaflops / peak,9:P0}{speed.AllocatedBytesPerStep,12:N0}"));
            }
        }
        if (context.IsJson) context.WriteJson(Result(peak, speeds, ranks.Count));
        return ExitCode.Ok;
    }

    private static object Result(double peak, List<StepSpeed> speeds, int ranks) => new
    {
        ranks,
        peak_gflops = peak,
        results = speeds.Select(speed => new
        {
            unit = speed.Unit,
            layers = speed.Layers,
            units = speed.Units,
            parameters = speed.Parameters,
            training_characters_per_second = speed.TrainingCharactersPerSecond,
            forward_characters_per_second = speed.ForwardCharactersPerSecond,
            trace_characters_per_second = CommandContext.Finite(speed.TraceCharactersPerSecond),
            training_gflops = speed.TrainingGigaflops,
            allocated_bytes_per_step = speed.AllocatedBytesPerStep,
            sum_seconds = CommandContext.Finite(speed.SumSeconds),
        }),
    };
}
