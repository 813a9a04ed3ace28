namespace RnnScope.Analysis.Comparison;

/// <summary>What a network is, among others: where it belongs in a grid of results.</summary>
/// <param name="Model">The name of its scores.</param>
/// <param name="Unit">Its unit's name.</param>
/// <param name="Layers">L.</param>
/// <param name="Units">H.</param>
/// <param name="Parameters">All numbers that training changed.</param>
public sealed record NetworkSize(string Model, string Unit, int Layers, int Units, long Parameters);
