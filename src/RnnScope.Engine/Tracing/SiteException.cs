namespace RnnScope.Engine.Tracing;

/// <summary>A site that the network or the trace does not have.</summary>
/// <param name="message">What is wrong, in one line.</param>
/// <param name="hint">What to do about it.</param>
public sealed class SiteException(string message, string hint) : Exception(message)
{
    /// <summary>What to do about it.</summary>
    public string Hint { get; } = hint;
}
