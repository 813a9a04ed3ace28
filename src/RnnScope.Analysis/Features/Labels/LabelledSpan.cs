using RnnScope.Analysis.Errors;

namespace RnnScope.Analysis.Features.Labels;

/// <summary>A stretch of a text with a value, given by a person.</summary>
/// <param name="Range">Where it is.</param>
/// <param name="Value">1 for "here", 0 for "not here", or any number; NaN takes the stretch out.</param>
public readonly record struct LabelledSpan(TextRange Range, float Value);
