namespace RnnScope.Engine.Text;

/// <summary>A text cannot be used as it is.</summary>
/// <param name="message">What is wrong, in one line.</param>
/// <param name="hint">What to do about it; empty when there is nothing useful to say.</param>
/// <param name="innerException">The error that led here, if any.</param>
public sealed class TextException(string message, string hint = "", Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What to do about it; empty when there is nothing useful to say.</summary>
    public string Hint { get; } = hint;
}
