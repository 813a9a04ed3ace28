using RnnScope.Commands;
using RnnScope.Engine.Files;

namespace RnnScope.Runs;

/// <summary>What several runs are called in one result.</summary>
internal static class RunNames
{
    /// <summary>The names of the folders, or their paths where names are equal.</summary>
    /// <exception cref="CommandException">A run is there twice.</exception>
    public static string[] Of(IReadOnlyList<RunFolder> folders)
    {
        string[] names = [.. folders.Select(folder => folder.Name)];
        if (names.Distinct().Count() < names.Length) names = [.. folders.Select(folder => folder.Path)];
        return names.Distinct().Count() == names.Length
            ? names
            : throw new CommandException(ExitCode.Usage, $"expected different runs, found {string.Join(", ", names)}");
    }

    /// <summary>The same for runs that are open.</summary>
    public static string[] Of(IReadOnlyList<Run> runs) => Of([.. runs.Select(run => run.Folder)]);
}
