using RnnScope.Analysis.Features;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Sweeps;

namespace RnnScope.Commands;

/// <summary>What an exception means to the person at the terminal: the one place that knows.</summary>
/// <param name="Code">How the program ends.</param>
/// <param name="Message">What is wrong, in one line.</param>
/// <param name="Hint">What to do about it; may be empty.</param>
internal sealed record Failure(ExitCode Code, string Message, string Hint)
{
    /// <summary>The variable that adds the whole exception, for people who look for the mistake in the program.</summary>
    public const string DebugVariable = "RNNSCOPE_DEBUG";

    /// <summary>Sorts an exception.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        CommandException e => new(e.Code, e.Message, e.Hint),
        SharedFailureException e => e.Failure,
        GridException e => new(ExitCode.BadInput, e.Message, e.Hint),
        UnitException e => new(ExitCode.BadInput, e.Message, e.Hint),
        TextException e => new(ExitCode.BadInput, e.Message, e.Hint),
        PropertyException e => new(e.Column > 0 ? ExitCode.Usage : ExitCode.BadInput, e.Message, e.Hint),
        RunFileException e => new(ExitCode.BadRun, e.Message, e.Hint),
        RunLockedException e => new(ExitCode.System, e.Message, e.Hint),
        SiteException e => new(ExitCode.Usage, e.Message, e.Hint),
        TrainingDivergedException e => new(ExitCode.Diverged, e.Message, TrainingDivergedException.Hint),
        TrainingInterruptedException e => new(ExitCode.Interrupted, e.Message, e.Hint),
        OperationCanceledException => new(ExitCode.Interrupted, "interrupted", ""),
        ArgumentException e => new(ExitCode.Usage, WithoutParameter(e), ""),
        IOException or UnauthorizedAccessException => new(ExitCode.System, exception.Message, ""),
        OutOfMemoryException => new(ExitCode.System, "there is not enough memory", "use fewer units, streams or steps"),
        _ => new(ExitCode.Internal, $"unexpected error: {exception.Message}", $"set {DebugVariable}=1 to see where, and report it"),
    };

    /// <summary>Writes one line, and one with the hint.</summary>
    public void WriteTo(TextWriter error)
    {
        error.WriteLine($"rnnscope: {OneLine(Message)}");
        if (Hint.Length > 0) error.WriteLine($"hint: {OneLine(Hint)}");
    }

    /// <summary>A message as one line of harmless characters, whatever a file or an argument put into it.</summary>
    public static string OneLine(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(character => char.IsControl(character) ? ' ' : character));

    // "text (Parameter 'name')": the name is one of the source code.
    private static string WithoutParameter(ArgumentException e)
    {
        string suffix = $" (Parameter '{e.ParamName}')";
        string line = e.Message.ReplaceLineEndings("\n").Split('\n')[0];
        return line.EndsWith(suffix, StringComparison.Ordinal) ? line[..^suffix.Length] : line;
    }
}
