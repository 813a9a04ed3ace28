using RnnScope.Engine.Interventions;

namespace RnnScope.Analysis.Cause;

/// <summary>What is done to units.</summary>
public enum InterventionKind
{
    /// <summary>Held at 0.</summary>
    Zero,

    /// <summary>Each held at its mean over the text: it still has its usual size, and says nothing.</summary>
    Mean,

    /// <summary>Held at a number.</summary>
    Clamp,

    /// <summary>After one symbol, each gets the value that it had after another one.</summary>
    Patch,

    /// <summary>After every symbol, each gets the value that it had at a random place on the other side of the property.</summary>
    Exchange,
}

/// <summary>An intervention on some units.</summary>
/// <param name="Units">The units.</param>
/// <param name="Kind">What is done to them.</param>
/// <param name="Value">The number of <see cref="InterventionKind.Clamp"/>.</param>
/// <param name="From">For <see cref="InterventionKind.Patch"/>, the place that values are taken from, in symbols from 0.</param>
/// <param name="To">For <see cref="InterventionKind.Patch"/>, the place that they are put to.</param>
public sealed record Intervention(UnitGroup Units, InterventionKind Kind, float Value = 0, int From = 0, int To = 0)
{
    /// <summary>In words, as in "layers.1.c:43 held at 0".</summary>
    public override string ToString() => Kind switch
    {
        InterventionKind.Zero => $"{Units} held at 0",
        InterventionKind.Mean => $"{Units} held at {(Units.Units.Count == 1 ? "its mean" : "their means")}",
        InterventionKind.Clamp => FormattableString.Invariant($"{Units} held at {Value:G6}"),
        InterventionKind.Patch => FormattableString.Invariant($"{Units} after symbol {To:N0} as after symbol {From:N0}"),
        _ => $"{Units} as at random places on the other side",
    };
}
