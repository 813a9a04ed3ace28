using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Runs;
using RnnScope.Study;
using RnnScope.Study.Page;
using RnnScope.Study.Tournaments;

namespace RnnScope.Sweeps;

/// <summary>Puts a sweep's results on one page, with a tournament's page for each text where one fits.</summary>
/// <param name="context">The running command.</param>
/// <param name="sweep">The sweep.</param>
/// <param name="threads">Threads to use; no result depends on it.</param>
/// <param name="positions">Positions at which memory is measured; 0 leaves it out.</param>
internal sealed class SweepReport(CommandContext context, SweepFolder sweep, int threads, int positions)
{
    // Symbols of context of the longest n-gram model beside the networks.
    private const int MostContext = 9;

    /// <summary>Writes the page, its figures and all results.</summary>
    /// <returns>All results, for scripts.</returns>
    public object Write(SweepResults results, CancellationToken cancellation)
    {
        ReportFolder folder = ReportFolder.Open(sweep.Report);
        string[] slugs = ReportFolder.CleanNames(results.Groups.Select(group => $"losses-{group.Text}"));
        string?[] tournaments = new string?[slugs.Length];
        List<(StudySection Section, SectionBuilder Content)> sections = [];
        for (int i = 0; i < slugs.Length; i++)
        {
            if (results.Groups[i].IsTournament) tournaments[i] = Tournament(results.Groups[i], slugs[i].Replace("losses-", "tournament-", StringComparison.Ordinal), cancellation);
            GridSection section = new(results.Groups[i], slugs[i], tournaments[i]);
            SectionBuilder content = new();
            section.Fill(content);
            sections.Add((section, content));
        }

        ProgressSection progress = new(results);
        SectionBuilder last = new();
        progress.Fill(last);
        sections.Add((progress, last));
        object json = SweepJson.Of(sweep, results, folder.Page, tournaments);
        Html lead = Html.Of($"<p>{Words.Number(results.States.Count)} training{(results.States.Count == 1 ? "" : "s")} of the grid {sweep.Name}, {Words.Count(results.Count(TaskPhase.Done))} of them done. The numbers behind each figure lie beside it as CSV and JSON; <a href=\"{ReportFolder.ResultsFile}\">{ReportFolder.ResultsFile}</a> has all results.</p>");
        Html foot = Html.Of($"<p>Made by RnnScope {ProgramVersion.Current}.</p>");
        folder.Write(ReportPage.Of($"The sweep {sweep.Name}", lead, sections, foot), [.. sections.SelectMany(pair => pair.Content.Figures)], CommandContext.ToJson(json) + "\n");
        return json;
    }

    /// <summary>The page of units that differ in nothing else.</summary>
    /// <returns>Its path, relative to the report.</returns>
    private string? Tournament(SweepGroup group, string slug, CancellationToken cancellation)
    {
        // By their units' names: everything else about them is equal.
        Contestant[] units = [.. group.Finished.Select(cell => cell.Contestant with { Unit = cell.Run!.Unit })];
        StudyOptions options = new([.. Enumerable.Range(1, MostContext)], MostContext) { MemoryPositions = positions, Threads = threads, Command = context.Line };
        try
        {
            using TournamentStudy study = new(context, units, options, [], cancellation);
            study.Write(ReportFolder.Open(Path.Combine(sweep.Report, slug)));
            return $"{slug}/index.html";
        }
        catch (RunFileException e)
        {
            context.Note($"no page of the units on {group.Text}: {e.Message}");
            return null;
        }
    }
}
