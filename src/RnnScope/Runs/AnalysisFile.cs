using RnnScope.Commands;
using RnnScope.Engine.Files;

namespace RnnScope.Runs;

/// <summary>Keeps the result of an analysis in the folder of its run, with the command and the inputs that it came from.</summary>
internal static class AnalysisFile
{
    /// <summary>What the files say they are.</summary>
    public const string Format = "rnnscope-analysis-1";

    /// <summary>Writes <c>analyses/NAME.json</c>; a folder that cannot be written to is a note and no more.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="run">The run.</param>
    /// <param name="analysis">The verb.</param>
    /// <param name="name">What the file is called; an older one of that name is replaced.</param>
    /// <param name="inputs">Everything that decides the result: hashes of files and texts, options.</param>
    /// <param name="result">What <c>--json</c> prints.</param>
    public static void Write(CommandContext context, Run run, string analysis, string name, object inputs, object result)
    {
        string path = run.Folder.AnalysisFile(name);
        try
        {
            AtomicFile.WriteText(
                path, CommandContext.ToJson(new { format = Format, analysis, program = ProgramVersion.Current, command = context.Line, inputs, result }) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Note($"the result is not kept: {e.Message}");
        }
    }
}
