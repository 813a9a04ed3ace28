namespace RnnScope.Analysis.Features;

/// <summary>Something about a text that a unit may track, with its value at every symbol.</summary>
/// <param name="Name">Short, as in "inside a string".</param>
/// <param name="Description">The definition, in a sentence.</param>
/// <param name="Kind">What the numbers mean.</param>
/// <param name="Track">
/// One number per symbol. The number at p describes the text up to and including symbol p, as a network's state at p does.
/// <see cref="float.NaN"/> means that the property is not defined or not labelled there: the symbol does not count. Only what
/// users give (labels, brushed spans, expressions with <c>since</c> or <c>until</c>) has such symbols; the built-in properties have a number everywhere.
/// All other numbers are finite.
/// </param>
public sealed record TextProperty(string Name, string Description, PropertyKind Kind, float[] Track);
