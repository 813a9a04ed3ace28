using RnnScope.Study;
using RnnScope.Study.Page;

namespace RnnScope.Sweeps;

/// <summary>Which trainings came to their end, and why the others did not.</summary>
/// <param name="results">The sweep's.</param>
internal sealed class ProgressSection(SweepResults results) : StudySection
{
    private const int MostShown = 1000;

    public override string Id => "tasks";

    public override string Name => "Tasks";

    public override string Question => results.IsComplete ? "Did every training come to its end?" : "What is still missing?";

    public override string Page => "clusters.md";

    public override string Method =>
        "Read from the folders of the runs. A training that diverged has a loss that is no number, and would have it again: that is its result. The verb sweep resume goes on with those that stopped or failed.";

    public override void Write(StudyContext study, SectionBuilder page) => Fill(page);

    /// <summary>As <see cref="Write"/>, without anything of a study.</summary>
    public void Fill(SectionBuilder page)
    {
        int done = results.Count(TaskPhase.Done);
        page.Paragraph($"{Words.Count(done)} of {Words.Count(results.States.Count)} trainings are done{(done < results.States.Count ? "; the others:" : ".")}");
        TaskState[] others = [.. results.States.Where(state => state.Phase != TaskPhase.Done)];
        if (others.Length == 0) return;
        Table table = new("Tasks that are not done", "<task", "epochs", "<state", "<reason");
        foreach (TaskState state in others.Take(MostShown))
            table.Add(state.Task.Name, FormattableString.Invariant($"{state.Epochs:0.#}"), state.Phase.ToString().ToLowerInvariant(), state.Reason);
        page.Table(table);
        if (others.Length > MostShown) page.Paragraph($"And {Words.Count(others.Length - MostShown)} more.");
    }
}
