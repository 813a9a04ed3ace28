using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>Makes the symbol file of a large text, in sight of whoever waits for it; later calls find it made.</summary>
internal static class TextPreparation
{
    /// <summary>Does so for a text that a run is to read.</summary>
    public static void Run(CommandContext context, Run run, string? path)
    {
        // Words are read in memory.
        if (run.Model.Words is null) Run(context, path, run.Model.Vocabulary.Kind);
    }

    /// <summary>Does so where it is needed; else nothing.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="path">The text; null where none was given.</param>
    /// <param name="kind">What one symbol is.</param>
    public static void Run(CommandContext context, string? path, SymbolKind kind)
    {
        if (path is null || !SymbolReader.WantsPreparation(path, kind)) return;
        ConsoleProgress.Run(context, $"preparing {Path.GetFileName(path)}", 2 * new FileInfo(path).Length, "bytes", report => SymbolReader.Prepare(path, report));
    }
}
