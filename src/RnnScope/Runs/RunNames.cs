using RnnScope.Commands;

namespace RnnScope.Runs;

/// <summary>What several runs are called in one result.</summary>
internal static class RunNames
{
    /// <summary>The names of the folders, or their paths where names are equal.</summary>
    /// <exception cref="CommandException">A run is there twice.</exception>
    public static string[] Of(IReadOnlyList<Run> runs)
    {
        string[] names = [.. runs.Select(run => run.Folder.Name)];
        if (names.Distinct().Count() < names.Length) names = [.. runs.Select(run => run.Folder.Path)];
        return names.Distinct().Count() == names.Length
            ? names
            : throw new CommandException(ExitCode.Usage, $"expected different runs, found {string.Join(", ", names)}");
    }
}
