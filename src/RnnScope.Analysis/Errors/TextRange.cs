namespace RnnScope.Analysis.Errors;

/// <summary>A piece of a text.</summary>
/// <param name="From">Its first symbol.</param>
/// <param name="Count">Its symbols.</param>
public readonly record struct TextRange(int From, int Count);
