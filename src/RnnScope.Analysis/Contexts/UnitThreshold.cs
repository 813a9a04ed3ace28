namespace RnnScope.Analysis.Contexts;

/// <summary>From which value on a unit is high.</summary>
/// <param name="Value">The threshold: at this value or above it the unit is high, below it low; NaN for a unit that never moves.</param>
/// <param name="ShareHigh">The share of the text at which the unit is high.</param>
/// <param name="Deviation">The standard deviation of its values.</param>
public readonly record struct UnitThreshold(float Value, double ShareHigh, double Deviation)
{
    /// <summary>Whether a value is on the wanted side.</summary>
    /// <param name="value">The unit's value; what is no number is on neither side.</param>
    /// <param name="isHigh">The side.</param>
    public bool IsOn(float value, bool isHigh) => isHigh ? value >= Value : value < Value;
}
