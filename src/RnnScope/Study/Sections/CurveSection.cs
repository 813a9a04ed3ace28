using RnnScope.Engine.Files;
using RnnScope.Figures;
using RnnScope.Figures.Marks;
using RnnScope.Study.Page;

namespace RnnScope.Study.Sections;

/// <summary>The losses during training.</summary>
internal sealed class CurveSection : StudySection
{
    public override string Id => "curves";

    public override string Name => "Learning curves";

    public override string Question => "How did the loss fall during training?";

    public override string Page => "reproduction.md";

    public override string Method =>
        "The losses that training.jsonl of each run reports: on the training text since the report before, and on the validation part at the end of each epoch.";

    public override IReadOnlyList<string> Caveats =>
        ["The training loss is that of weights that were still changing, with dropout where there was any: it can lie above the validation loss."];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        List<(StudyRun Run, IReadOnlyList<TrainingLogLine> Lines)> logs = Missing.ForEach(page, study.Runs, "the losses", run =>
        {
            IReadOnlyList<TrainingLogLine> lines = new TrainingLog(run.Folder.TrainingLogFile).Read();
            if (lines.Count(line => line.Epoch > 0) > 1) return lines;
            page.Skip($"the losses of {run.Name}; its training.jsonl has no two reports");
            return null;
        });
        if (logs.Count > 0) Show(study, logs, page);
    }

    private static void Show(StudyContext study, List<(StudyRun Run, IReadOnlyList<TrainingLogLine> Lines)> logs, SectionBuilder page)
    {
        List<IMark> training = [], validation = [];
        List<LegendEntry> legend = [];
        for (int i = 0; i < logs.Count; i++)
        {
            int series = study.SeriesOf(logs[i].Run);
            (Paint paint, IReadOnlyList<TrainingLogLine> lines) = (Palette.Series(series), logs[i].Lines);
            training.Add(new Curve([.. lines.Where(line => line.Epoch > 0).Select(line => (line.Epoch, line.TrainLossNats))], paint) { Width = 1, Opacity = 0.55 });
            var measured = lines.Where(line => line is { Epoch: > 0, ValidationLossNats: not null }).ToArray();
            validation.Add(new Curve([.. measured.Select(line => (line.Epoch, line.ValidationLossNats!.Value))], paint) { Width = 2.2 });
            double best = measured.Select(line => line.ValidationLossNats!.Value).DefaultIfEmpty(double.NaN).Min();
            validation.Add(new Dots([.. measured.Where(line => line.ValidationLossNats == best).Take(1).Select(line => new Dot(line.Epoch, best, $"{logs[i].Run.Name}: {Words.Loss(best)} nats after {line.Epoch:0.##} epochs"))], paint, series) { Size = 5 });
            legend.Add(new LegendEntry(logs[i].Run.Name, paint, series));
        }

        TrainingLogLine[] all = [.. logs.SelectMany(log => log.Lines).Where(line => line.Epoch > 0)];
        Axis x = Axis.Logarithmic("epoch (passes over the training part)", all.Select(line => line.Epoch));
        Axis y = Axis.Linear("loss (nats per symbol)", all.SelectMany(line => new[] { line.TrainLossNats, line.ValidationLossNats ?? double.NaN }));
        Plot plot = new(x, y, [.. training, .. validation]) { Legend = legend };
        const string Title = "Loss during training";
        DataTable data = new(
            ["run", "step", "epoch", "train_loss_nats", "validation_loss_nats", "gradient_norm", "learning_rate"],
            [.. logs.SelectMany(log => log.Lines.Select(line => (IReadOnlyList<object?>)[log.Run.Name, line.Step, line.Epoch, line.TrainLossNats, line.ValidationLossNats, line.GradientNorm, line.LearningRate]))]);
        string svg = plot.Draw("curves", Title, $"Training and validation loss of {Words.List([.. logs.Select(log => log.Run.Name)])} against the epoch, which is on a logarithmic scale.");
        page.Figure(
            $"<b>Thin lines: training loss; thick lines: validation loss; the mark is the smallest one, whose weights were kept.</b> Epochs are on a logarithmic scale, so that the first ones can be seen too. Where a thick line turns up while the thin one falls, the network has begun to learn its training text by heart; the paper's protocol stops there, and multiplies the learning rate by 0.95 after each epoch from the tenth on (recalled, not checked against its text).",
            new Figure("curves", Title, svg, data));
    }
}
