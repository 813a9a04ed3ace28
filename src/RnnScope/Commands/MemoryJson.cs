using RnnScope.Analysis.Memory;
using RnnScope.Engine.Networks;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>memory</c> over a text, for scripts.</summary>
internal static class MemoryJson
{
    public static object Of(Run run, MemoryResult result)
    {
        NetworkShape shape = run.Model.Network.Shape;
        return new
        {
            run = run.Folder.Name,
            text = result.Text,
            characters = result.Characters,
            unit = shape.Unit.Name,
            layers = shape.Layers,
            units = shape.Units,
            positions = result.Positions,
            connectivity = Of(result.Connectivity),
            unit_memory = result.Units.Select(layer => new
            {
                layer = layer.Layer,
                gates = layer.Gates.Select(gate => new { gate = gate.Gate, symbols = gate.Symbols.Select(CommandContext.Finite) }),
                autocorrelation = layer.Autocorrelation.Select(CommandContext.Finite),
                longest_lag = layer.LongestLag,
            }),
            memory_horizon = Of(result.Horizon),
        };
    }

    private static object Of(ConnectivitySummary summary) => new
    {
        target = ConnectivityReport.Name(summary.Target),
        horizon = summary.Horizon,
        remaining = CommandContext.Json(summary.Remaining),
        distances = summary.Distances.Select(row => new
        {
            distance = row.Distance, q10 = CommandContext.Finite(row.Tenth), q25 = CommandContext.Finite(row.Quarter), median = CommandContext.Finite(row.Median),
            q75 = CommandContext.Finite(row.ThreeQuarters), q90 = CommandContext.Finite(row.NineTenths),
            share = CommandContext.Finite(row.Share), square_share = CommandContext.Finite(row.SquareShare),
        }),
        classes = summary.Classes.Select(row => new
        {
            @class = MemoryReport.Name(row.Class), symbols = row.Symbols, share = CommandContext.Json(row.Share),
            expected = CommandContext.Finite(row.Expected), ratio = CommandContext.Json(row.Ratio),
        }),
        words = summary.Words.Select(row => new
        {
            symbols_read = row.SymbolsRead, right = row.Right, outside_when_right = CommandContext.Json(row.OutsideWhenRight),
            wrong = row.Wrong, outside_when_wrong = CommandContext.Json(row.OutsideWhenWrong),
        }),
    };

    private static object Of(MemoryHorizon horizon) => new
    {
        full_loss_nats = CommandContext.Json(horizon.FullLoss),
        negligible_nats = horizon.Negligible,
        contexts = horizon.Contexts.Select(row => new
        {
            symbols = row.Symbols, loss_nats = CommandContext.Json(row.Loss), lost_nats = CommandContext.Json(row.Lost),
        }),
        used = horizon.Used,
        ngrams = horizon.NGrams.Select(row => new { n = row.Context, loss_nats = CommandContext.Json(row.Loss) }),
        worth = horizon.Worth is null ? null : new
        {
            n = horizon.Worth.Context, better_than_all = horizon.Worth.IsBetterThanAll, worse_than_all = horizon.Worth.IsWorseThanAll,
        },
    };
}
