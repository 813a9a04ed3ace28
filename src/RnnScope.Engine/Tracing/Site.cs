namespace RnnScope.Engine.Tracing;

/// <summary>A place in a network whose values can be recorded.</summary>
/// <param name="Name">Its one name, as in <c>layers.0.h</c>, <c>logits</c>, <c>loss</c>.</param>
/// <param name="Layer">The layer; -1 for logits and loss.</param>
/// <param name="Signal">Index in <see cref="Units.UnitGraph.Signals"/>; -1 for logits and loss.</param>
/// <param name="Width">Values per symbol of the text: H, K or 1.</param>
public sealed record Site(string Name, int Layer, int Signal, int Width);
