using RnnScope.Analysis.Memory;
using RnnScope.Commands;
using RnnScope.Figures;
using RnnScope.Figures.Marks;
using RnnScope.Runs;
using RnnScope.Study.Page;

namespace RnnScope.Study.Tournaments;

/// <summary>Who loses least, how sure that is, and who is fast.</summary>
/// <param name="contestants">All units, best first.</param>
/// <param name="memory">What is known of the memory of their median runs, by unit.</param>
internal sealed class LossSection(IReadOnlyList<Contestant> contestants, IReadOnlyDictionary<string, MemoryResult> memory) : StudySection
{
    public override string Id => "losses";

    public override string Name => "Losses and speed";

    public override string Question => "Which unit loses least, and how sure is that?";

    public override string Page => "zoo.md";

    public override string Method =>
        "Every unit was trained with the same seeds, text, budget and, as nearly as its units allow, number of parameters. The interval is that of the mean over the seeds (Student's t, 95 %). The median run, the one in the middle by test loss, speaks for its unit in all other sections. Speed is that of the trainings, with validation and files: the median of the seeds.";

    public override IReadOnlyList<string> Caveats =>
    [
        "With few seeds an interval is wide, and with many units some differences are larger than their intervals by chance.",
        "One text, one size and one learning rate for all: another budget may turn the order round.",
    ];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        foreach (Contestant contestant in contestants)
            foreach (SeedOutcome seed in contestant.Seeds.Where(seed => seed.Failure is not null)) page.Skip($"{contestant.Unit} with seed {seed.Seed}; {seed.Failure}");
        page.Figure(
            $"<b>Test losses, best mean first.</b> Lines are 95 % intervals of the mean over the seeds, cut where they leave the figure; the other two marks are the smallest and the largest loss of a seed.",
            LossFigure.Of(contestants, Id, "Test losses of the units", "unit"));
        page.Figure($"<b>Loss against speed: to the lower right is better.</b> Speed is on a logarithmic scale.", Speeds(study));
        page.Table(Tabulate());
    }

    private Figure Speeds(StudyContext study)
    {
        Contestant[] finished = [.. contestants.Where(contestant => contestant.Results.Count > 0)];
        List<IMark> marks = [];
        foreach (Contestant contestant in finished)
        {
            int series = study.Runs.ToList().FindIndex(run => run.Name == contestant.Unit);
            marks.Add(new Dots([new Dot(contestant.Speed, contestant.Loss.Mean, $"{contestant.Unit}: {Words.Loss(contestant.Loss.Mean)} nats, {Words.Count((long)contestant.Speed)} characters per second")], Palette.Series(series), series) { Size = 5 });
        }

        marks.AddRange(finished.Select(contestant => new Label(contestant.Speed, contestant.Loss.Mean, contestant.Unit)));
        Axis x = Axis.Logarithmic("characters per second of training", finished.Select(contestant => contestant.Speed));
        Axis y = Axis.Linear("mean test loss (nats)", finished.Select(contestant => contestant.Loss.Mean));
        const string Name = "losses-speed", Title = "Loss and speed";
        DataTable data = new(
            ["unit", "mean_test_loss_nats", "characters_per_second"],
            [.. finished.Select(contestant => (IReadOnlyList<object?>)[contestant.Unit, contestant.Loss.Mean, contestant.Speed])]);
        return new Figure(Name, Title, new Plot(x, y, marks).Draw(Name, Title, "One mark for each unit: speed of training to the right, loss upwards."), data);
    }

    private Table Tabulate()
    {
        Table table = new(
            "Test losses in nats. ±: half the interval of the mean; symbols used: the memory horizon of the median run",
            "<unit", "units", "parameters", "seeds", "mean", "±", "s.d.", "characters/s", "symbols used");
        foreach (Contestant contestant in contestants)
        {
            int done = contestant.Results.Count;
            table.Add(
                contestant.Unit, Words.Count(contestant.Units), done == 0 ? "–" : Words.Count(contestant.Results[0].Parameters),
                done < contestant.Seeds.Count ? $"{done} of {contestant.Seeds.Count}" : $"{done}",
                Words.Loss(contestant.Loss.Mean), Words.Loss(contestant.Loss.Uncertainty), Words.Loss(contestant.Loss.Deviation),
                done == 0 ? "–" : Words.Count((long)contestant.Speed), memory.TryGetValue(contestant.Unit, out MemoryResult? known) ? MemoryReport.Used(known.Horizon) : "–");
        }

        return table;
    }
}
