using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Study.Page;

namespace RnnScope.Study;

/// <summary>Lets a section go on without what a run cannot give, and say so.</summary>
internal static class Missing
{
    /// <summary>Does a part of a section; what files lack leaves it out.</summary>
    /// <param name="page">The section.</param>
    /// <param name="what">What would be missing, as in "the gates of demo".</param>
    /// <param name="part">The part.</param>
    /// <returns>Whether it could be done.</returns>
    public static bool Try(SectionBuilder page, string what, Action part)
    {
        try
        {
            part();
            return true;
        }
        catch (RunFileException e)
        {
            page.Skip($"{what}; {Reason(e)}");
        }
        catch (TextException e)
        {
            page.Skip($"{what}; {e.Message}");
        }

        return false;
    }

    /// <summary>Does a part of a section for each run; what files lack leaves a run out.</summary>
    /// <typeparam name="T">What the part gives.</typeparam>
    /// <param name="page">The section.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="what">What would be missing, as in "the gates", of each.</param>
    /// <param name="part">The part; null where there is nothing, and it has said so.</param>
    /// <returns>The runs for which there is something.</returns>
    public static List<(StudyRun Run, T Facts)> ForEach<T>(SectionBuilder page, IEnumerable<StudyRun> runs, string what, Func<StudyRun, T?> part) where T : class
    {
        List<(StudyRun, T)> found = [];
        foreach (StudyRun run in runs)
        {
            Try(page, $"{what} of {run.Name}", () =>
            {
                if (part(run) is { } facts) found.Add((run, facts));
            });
        }

        return found;
    }

    /// <summary>What is wrong with a file, without the folders that it is in: they mean nothing to somebody else's reader.</summary>
    public static string Reason(RunFileException e) =>
        $"{Path.GetFileName(e.Path)}: expected {e.Expected}, found {e.Found}{(e.Hint.Length > 0 ? $" ({e.Hint})" : "")}";
}
