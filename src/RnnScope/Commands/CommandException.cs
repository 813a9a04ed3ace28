namespace RnnScope.Commands;

/// <summary>A command cannot go on, for a reason that it knows best itself.</summary>
/// <param name="code">How the program ends.</param>
/// <param name="message">What is wrong, in one line.</param>
/// <param name="hint">What to do about it; may be empty.</param>
internal sealed class CommandException(ExitCode code, string message, string hint = "") : Exception(message)
{
    public ExitCode Code { get; } = code;

    public string Hint { get; } = hint;
}
