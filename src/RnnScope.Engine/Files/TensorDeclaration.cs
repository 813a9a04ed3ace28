namespace RnnScope.Engine.Files;

/// <summary>A tensor that a file will hold.</summary>
/// <param name="Name">Its name, unique in the file; not <c>__metadata__</c>.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its sizes, outermost first; empty for a single number. Elements are stored row by row.</param>
public sealed record TensorDeclaration(string Name, TensorType Type, params IReadOnlyList<long> Shape);
