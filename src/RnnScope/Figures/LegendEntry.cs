namespace RnnScope.Figures;

/// <summary>One line of a legend.</summary>
/// <param name="Text">What it stands for.</param>
/// <param name="Paint">Its colour.</param>
/// <param name="Shape">The shape of its marks; null for a line.</param>
internal sealed record LegendEntry(string Text, Paint Paint, int? Shape = null)
{
    /// <summary>Lengths of dashes and gaps of a line.</summary>
    public string? Dashes { get; init; }

    /// <summary>Whether the mark is a piece of surface.</summary>
    public bool IsSurface { get; init; }
}
