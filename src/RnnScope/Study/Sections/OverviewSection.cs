using RnnScope.Engine.Training;
using RnnScope.Runs;
using RnnScope.Study.Page;

namespace RnnScope.Study.Sections;

/// <summary>What was trained on what, and what came of it.</summary>
internal sealed class OverviewSection : StudySection
{
    public override string Id => "overview";

    public override string Name => "Overview";

    public override string Question => "What was trained, and how well does it predict?";

    public override string Page => "reproduction.md";

    public override string Method =>
        "Each network was trained with truncated backpropagation through time on the training part; the weights with the smallest validation loss were kept, and the test part was read with them once.";

    public override IReadOnlyList<string> Caveats => ["One training is one sample: another seed gives another network, whose loss differs by more than the last digits here."];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        if (study.Runs.FirstOrDefault(run => run.Configuration is not null)?.Configuration is { } text) DescribeText(text, page);
        Table table = new("The networks. Losses in nats per symbol: training loss of the last epoch, validation and test loss of the weights that were kept", "<run", "<unit", "layers × units", "parameters", "epochs (best)", "training", "validation", "test");
        foreach (StudyRun run in study.All) table.Add(Row(run));
        page.Table(table);
        foreach (StudyRun run in study.Runs.Where(run => run.Configuration is null))
            page.Skip($"what {run.Name} was trained on, as its run.json does not say so: {Missing.Reason(run.Problem!)}");
    }

    private static void DescribeText(RunConfiguration run, SectionBuilder page)
    {
        string symbols = run.Symbols.ToString().ToLowerInvariant();
        string layout = run.Split == Engine.Text.SplitLayout.Streams
            ? FormattableString.Invariant($"cut into {run.Streams} parallel streams, each divided along time")
            : "divided into three pieces";
        string tested = run.Result is { } result ? $" The test part has {Words.Count(result.TestCharacters)} of them." : "";
        page.Paragraph($"The text is {Path.GetFileName(run.CorpusPath.Replace('\\', '/'))}, read as {symbols} and {layout}: {100 * run.TrainShare:0.#} % to learn from, {100 * run.ValidationShare:0.#} % to decide when to stop, and the rest to test on.{tested}");
    }

    private static string[] Row(StudyRun run)
    {
        if (run.Configuration is { } configuration)
        {
            TrainingResult? result = configuration.Result;
            return
            [
                run.Name, configuration.Unit, $"{configuration.Layers} × {configuration.Units}", result is null ? "–" : Words.Count(result.Parameters),
                result is null ? "–" : FormattableString.Invariant($"{result.Epochs:0.#} ({result.BestEpoch})"),
                Words.Loss(result?.TrainLossNats ?? double.NaN), Words.Loss(result?.ValidationLossNats ?? double.NaN), Words.Loss(result?.TestLossNats ?? double.NaN),
            ];
        }

        var shape = run.Run.Model.Network.Shape;
        RunJson json = RunJson.Read(run.Folder);
        return
        [
            run.Name, shape.Unit.Name, $"{shape.Layers} × {shape.Units}", "–", json.Epochs is { } epochs ? FormattableString.Invariant($"{epochs:0.#}") : "–",
            Words.Loss(json.TrainLossNats ?? double.NaN), Words.Loss(json.ValidationLossNats ?? double.NaN), Words.Loss(json.TestLossNats ?? double.NaN),
        ];
    }
}
