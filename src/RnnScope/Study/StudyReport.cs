using RnnScope.Engine.Files;
using RnnScope.Figures;
using RnnScope.Study.Page;
using RnnScope.Study.Sections;

namespace RnnScope.Study;

/// <summary>All sections of a study as one page.</summary>
internal static class StudyReport
{
    /// <summary>The sections, in the order of reading. A new one is a file of its own and a line here.</summary>
    public static IReadOnlyList<StudySection> Sections { get; } =
    [
        new OverviewSection(), new CurveSection(), new BaselineSection(), new CompareSection(), new DynamicsSection(), new GateSection(), new MemorySection(), new OverlapSection(), new SymbolSection(),
        new LedgerSection(), new LedgerPairSection(), new BracketSection(),
    ];

    /// <summary>Does all the work of some sections and writes nothing.</summary>
    public static IReadOnlyList<(StudySection Section, SectionBuilder Content)> Make(StudyContext study, IReadOnlyList<StudySection> sections)
    {
        List<(StudySection, SectionBuilder)> made = [];
        foreach (StudySection section in sections)
        {
            study.Cancellation.ThrowIfCancellationRequested();
            SectionBuilder content = new();
            section.Write(study, content);
            made.Add((section, content));
        }

        return made;
    }

    /// <summary>Writes a report.</summary>
    public static void Write(StudyContext study, ReportFolder folder, IReadOnlyList<(StudySection Section, SectionBuilder Content)> sections)
    {
        string title = $"A study of {Words.List([.. study.Runs.Select(run => run.Name)])}";
        Html lead = Html.Of($"<p>{Words.Number(study.Runs.Count)} recurrent network{(study.Runs.Count == 1 ? "" : "s")}, asked the questions of Karpathy, Johnson and Fei-Fei, <i>Visualizing and Understanding Recurrent Networks</i> (2015, arXiv 1506.02078). The numbers behind each figure lie beside it as CSV and JSON.</p>");
        Html foot = Html.Of($"<p>Made by RnnScope {ProgramVersion.Current}: n-gram models with n = {Commands.ContextLengths.Format(study.Options.Orders)} for the curve and the ledger, n = {study.Options.Baseline} beside the networks. SHA-256 of the models: {Html.Join(study.All.Select(run => Html.Of($"{run.Name} <code>{run.ModelHash[..16]}…</code>")), ", ")}.</p>");
        Figure[] figures = [.. sections.SelectMany(pair => pair.Content.Figures)];
        folder.Write(ReportPage.Of(title, lead, sections, foot), figures);
    }
}
