using RnnScope.Analysis.Gates;
using RnnScope.Analysis.Memory;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Runs;
using RnnScope.Study.Page;
using RnnScope.Study.Results;
using RnnScope.Study.Sections;

namespace RnnScope.Study.Tournaments;

/// <summary>The report of a tournament: the median run of each unit, studied beside the others.</summary>
internal sealed class TournamentStudy : IDisposable
{
    private readonly StudyContext _study;
    private readonly IReadOnlyList<Contestant> _contestants;
    private readonly IReadOnlyList<string> _sentences;

    /// <summary>Opens the median runs.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="contestants">All units, best first; one or more with a run that came to an end.</param>
    /// <param name="options">What is asked for; no positions leave memory out.</param>
    /// <param name="sentences">Sentences to look back in; with none, pieces of the test text.</param>
    /// <param name="cancellation">Stops.</param>
    public TournamentStudy(CommandContext context, IReadOnlyList<Contestant> contestants, StudyOptions options, IReadOnlyList<string> sentences, CancellationToken cancellation)
    {
        (_contestants, _sentences) = (contestants, sentences);
        Contestant[] finished = [.. contestants.Where(contestant => contestant.Median is not null)];
        string[] slugs = ReportFolder.CleanNames(finished.Select(contestant => contestant.Unit));
        StudyRun[] runs = [.. finished.Select((contestant, i) => new StudyRun(contestant.Median!.Folder) { Name = contestant.Unit, Slug = slugs[i] })];
        StudyCache cache = new(options.Command, options.IsFresh, context.Note);
        _study = new StudyContext(context, options, runs, [], cache, new StudyScores(context, options, runs[0], cancellation), cancellation);
        if (options.MemoryPositions > 0 && !AccuracyFacts.Has(_study))
            Memory = Missing.ForEach(new SectionBuilder(), runs, "", run => MemoryFacts.Of(_study, run)).ToDictionary(pair => pair.Run.Name, pair => pair.Facts);
    }

    /// <summary>How far back the median runs look, by unit; none where it was not asked for or cannot be measured.</summary>
    public IReadOnlyDictionary<string, MemoryResult> Memory { get; } = new Dictionary<string, MemoryResult>();

    /// <summary>Writes the page, its figures and all results.</summary>
    /// <returns>All results, for scripts.</returns>
    public object Write(ReportFolder folder)
    {
        StudySection[] sections =
        [
            new LossSection(_contestants, Memory), new CurveSection(), .. AccuracyFacts.Has(_study) ? [new AccuracySection()] : Array.Empty<StudySection>(),
            .. Memory.Count > 0 ? [new MemorySection()] : Array.Empty<StudySection>(), new SentenceSection(_sentences), new GateSection(),
        ];
        IReadOnlyList<(StudySection Section, SectionBuilder Content)> made = StudyReport.Make(_study, sections);
        object results = Json(folder);
        string title = $"A tournament of {Words.List([.. _contestants.Select(contestant => contestant.Unit)])}";
        string seeds = _contestants[0].Seeds.Count == 1 ? "one seed" : $"{_contestants[0].Seeds.Count} seeds each";
        Html lead = Html.Of($"<p>{Words.Number(_contestants.Count)} recurrent unit{(_contestants.Count == 1 ? "" : "s")} at matched size on {Path.GetFileName(_study.Runs[0].RequireConfiguration().CorpusPath)}, {seeds}. The numbers behind each figure lie beside it as CSV and JSON; <a href=\"{ReportFolder.ResultsFile}\">{ReportFolder.ResultsFile}</a> has all results.</p>");
        Html foot = Html.Of($"<p>Made by RnnScope {ProgramVersion.Current}. SHA-256 of the models: {Html.Join(_study.Runs.Select(run => Html.Of($"{run.Name} <code>{run.ModelHash[..16]}…</code>")), ", ")}.</p>");
        folder.Write(ReportPage.Of(title, lead, made, foot), [.. made.SelectMany(pair => pair.Content.Figures)], CommandContext.ToJson(results) + "\n");
        foreach ((StudySection section, SectionBuilder content) in made)
            foreach (string reason in content.Skipped) _study.Command.Note($"{section.Name}: left out {reason}");
        return results;
    }

    public void Dispose()
    {
        foreach (StudyRun run in _study.Runs) run.Dispose();
    }

    private object Json(ReportFolder folder)
    {
        SectionBuilder quiet = new();
        var gates = Missing.ForEach(quiet, _study.Runs, "", run => GateFacts.Of(_study, run)).ToDictionary(pair => pair.Run.Name, pair => pair.Facts);
        object? accuracy = null;
        if (AccuracyFacts.Has(_study))
            Missing.Try(quiet, "", () => accuracy = AutocompleteJson.Of(AccuracyFacts.Of(_study), _study.Runs[0].Run.RequireWords().Filter, []));
        return TournamentReport.Json(_contestants, folder.Page, accuracy, Details);

        object? Details(string unit)
        {
            StudyRun? run = _study.Runs.FirstOrDefault(run => run.Name == unit);
            return run is null ? null : new
            {
                memory = Memory.TryGetValue(unit, out MemoryResult? memory) ? MemoryJson.Of(run.Run, memory) : null,
                gates = gates.TryGetValue(unit, out GateResult? result) ? GateReport.Json(run.Folder.Name, result) : null,
            };
        }
    }
}
