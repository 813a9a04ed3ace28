namespace RnnScope.Analysis.Gates;

/// <summary>When a gate lets a state be carried on as it was.</summary>
public enum GateMemory
{
    /// <summary>It decides about something else.</summary>
    None,

    /// <summary>The state is multiplied by the gate, as in <c>c' = f * c + ...</c>.</summary>
    KeepsWhenOpen,

    /// <summary>The state is multiplied by one minus the gate, as in <c>h' = (1 - z) * h + ...</c>.</summary>
    KeepsWhenShut,
}

/// <summary>A signal of a unit that its equations call a gate.</summary>
/// <param name="Name">The signal's name.</param>
/// <param name="Label">What the unit file calls it, as in "forget gate".</param>
/// <param name="Memory">What it does for the unit's memory.</param>
/// <param name="IsBounded">Whether its equations keep it between 0 and 1, the scale that saturation is defined on.</param>
public sealed record Gate(string Name, string Label, GateMemory Memory, bool IsBounded);
