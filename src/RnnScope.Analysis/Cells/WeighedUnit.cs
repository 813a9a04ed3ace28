using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Cells;

/// <summary>A unit of a small group whose weighted sum follows a property.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Weight">What one of its values counts.</param>
/// <param name="Mean">Its mean where the weight was fitted; values are taken from there.</param>
public readonly record struct WeighedUnit(UnitAddress Unit, double Weight, double Mean);
