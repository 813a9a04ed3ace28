namespace RnnScope.Sweeps;

/// <summary>How this program is started once more.</summary>
internal static class ThisProgram
{
    /// <summary>The words of the command line before the verb: the program's own file, or <c>dotnet</c> and its library.</summary>
    public static IReadOnlyList<string> Words { get; } = Find();

    private static string[] Find()
    {
        string? process = Environment.ProcessPath;
        if (process is not null && Path.GetFileNameWithoutExtension(process) == "rnnscope") return [process];
        // Started as `dotnet rnnscope.dll`, or from within a test.
        string library = Path.Combine(AppContext.BaseDirectory, "rnnscope.dll");
        return [process is not null && Path.GetFileNameWithoutExtension(process) == "dotnet" ? process : "dotnet", library];
    }
}
