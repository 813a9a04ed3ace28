using RnnScope.Analysis.Dynamics;
using RnnScope.Analysis.NGrams;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Runs;

/// <summary>Compares the stages of a run with simpler models, with progress. One stage is in memory at a time.</summary>
/// <param name="context">The running command.</param>
/// <param name="corpus">The text that the runs were trained on.</param>
/// <param name="limit">The most symbols of the test part.</param>
/// <param name="threads">Threads to use; no result depends on it.</param>
internal sealed class RunDynamics(CommandContext context, Corpus corpus, int limit, int threads)
{
    private readonly ComparedText _text = new(corpus, limit);

    /// <summary>The stages of a run beside other runs, under the names given, and n-gram models of the training part.</summary>
    /// <exception cref="RunFileException">The run has no snapshots, or one is damaged.</exception>
    public DynamicsResult Of(
        Run run, IReadOnlyList<(string Name, Run Run)> against, IReadOnlyList<int> orders, CancellationToken cancellation)
    {
        IReadOnlyList<(long Step, string File)> snapshots = RunStages.Snapshots(run.Folder);
        long? bestStep = RunStages.BestStep(run.Folder);
        if (bestStep is null) context.Note($"{run.Folder.TrainingLogFile} has no validation loss: the step of the best weights is not known, and they are left out");
        DynamicsAnalysis analysis = new(_text, [.. against.Select(other => Read(other.Name, other.Run, cancellation)), .. Count(orders, cancellation)]);
        DynamicsPoint[] points = ConsoleProgress.Run(
            context, $"reading with {snapshots.Count} snapshots", (snapshots.Count + (bestStep is null ? 0L : 1)) * _text.Count, "symbols",
            report => Points(analysis, run, snapshots, bestStep, report, cancellation).ToArray());
        return analysis.Result(run.Folder.Name, $"test part of {Path.GetFileName(corpus.Path)}", points);
    }

    private IEnumerable<DynamicsPoint> Points(
        DynamicsAnalysis analysis, Run run, IReadOnlyList<(long Step, string File)> snapshots, long? bestStep,
        Action<long> report, CancellationToken cancellation)
    {
        long before = 0;
        foreach ((long step, string file) in snapshots)
        {
            using Model model = RunStages.Load(run, file);
            yield return Point(model, step, isBest: false);
        }

        if (bestStep is { } best) yield return Point(run.Model, best, isBest: true);

        DynamicsPoint Point(Model model, long step, bool isBest)
        {
            ModelDistributions network = NetworkDistributions.Of(
                Path.GetFileName(model.Path), _text, model.Network, threads, done => report(before + done), cancellation);
            before += _text.Count;
            return analysis.Of(network, step, isBest, threads, cancellation);
        }
    }

    private ModelDistributions Read(string name, Run run, CancellationToken cancellation) => ConsoleProgress.Run(
        context, $"reading with {name}", _text.Count, "symbols",
        report => NetworkDistributions.Of(name, _text, run.Model.Network, threads, report, cancellation));

    private IReadOnlyList<ModelDistributions> Count(IReadOnlyList<int> orders, CancellationToken cancellation)
    {
        ushort[] training = corpus.Train.ReadingOrder();
        return ConsoleProgress.Run(context, "counting and predicting", (long)training.Length + corpus.Test.Characters, "symbols", report =>
        {
            NGramModel model = NGramModel.Train(training, corpus.Vocabulary.Count, orders.Max(), cancellation);
            report(training.Length);
            return NGramDistributions.Of(_text, model, orders, threads, done => report(training.Length + done), cancellation);
        });
    }
}
