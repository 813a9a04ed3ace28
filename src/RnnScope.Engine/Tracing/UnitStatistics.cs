using System.Runtime.InteropServices;

namespace RnnScope.Engine.Tracing;

/// <summary>What one unit's values were like over a text. NaN values do not count; without any value, all four are NaN.</summary>
/// <param name="Minimum">The smallest value.</param>
/// <param name="Maximum">The largest value.</param>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The standard deviation of the text's values, not an estimate for others.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct UnitStatistics(float Minimum, float Maximum, float Mean, float StandardDeviation);
