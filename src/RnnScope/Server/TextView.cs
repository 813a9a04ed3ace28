using RnnScope.Analysis.Contexts;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>A text that a network has read, under the name that addresses use.</summary>
/// <param name="Id">The name, unique within the run.</param>
/// <param name="Trace">What the network's sites held.</param>
internal sealed record TextView(string Id, Trace Trace)
{
    /// <summary>From which value on each unit is high over this text; those of a site are computed when they are first asked for.</summary>
    public UnitThresholds Thresholds { get; } = new(Trace);

    /// <summary>How often its gates are saturated.</summary>
    public TextGates Gates { get; } = new(Trace);

    /// <summary>What can be asked of it.</summary>
    public TextProperties Properties { get; } = new(Trace);

    /// <summary>What the viewer is told about it.</summary>
    public TextInfo Info => new(
        Id, Trace.Title, Trace.Characters, Trace.Unknown, double.IsFinite(Trace.MeanLoss) ? Trace.MeanLoss : null);
}

/// <summary>A text as docs/contract.md has it.</summary>
internal sealed record TextInfo(string Id, string Title, int Characters, int Unknown, double? LossNats);
