namespace RnnScope.Analysis.Features;

/// <summary>A property that a user gave cannot be used: where, why, and what would help.</summary>
/// <param name="message">What was expected and what was found, with the place; one line.</param>
/// <param name="hint">What to do; may be empty.</param>
/// <param name="column">Column of the expression, from 1; 0 where it is no expression, or all of it is meant.</param>
/// <param name="innerException">The error that led here, if any.</param>
public sealed class PropertyException(string message, string hint = "", int column = 0, Exception? innerException = null)
    : Exception(column == 0 ? message : $"column {column}: {message}", innerException)
{
    /// <summary>Column of the expression, from 1; 0 where it is no expression, or all of it is meant.</summary>
    public int Column { get; } = column;

    /// <summary>What to do; may be empty.</summary>
    public string Hint { get; } = hint;
}
