using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Commands;
using RnnScope.Engine.Text;

namespace RnnScope.Runs;

/// <summary>Lets runs and n-gram models predict a text, with progress.</summary>
/// <param name="context">The running command.</param>
/// <param name="corpus">The text that the runs were trained on.</param>
/// <param name="textPath">A text to predict instead of the test part; null for that.</param>
/// <param name="threads">Threads to use; no result depends on it.</param>
internal sealed class RunScores(CommandContext context, Corpus corpus, string? textPath, int threads)
{
    /// <summary>The scores of runs, under the names given, and of n-gram models of the training part.</summary>
    public TextScores Of(IReadOnlyList<(string Name, Run Run)> runs, IReadOnlyList<int> contexts, CancellationToken cancellation)
    {
        RunText? text = textPath is null ? null : RunText.OfFile(runs[0].Run, textPath);
        if (text is { Ids.Length: < 2 }) throw new TextException($"{textPath}: the file has one symbol", "give a text of at least two symbols: the first one announces the second");
        TextScores scores = text is null ? TestPart() : TextScores.OfText(text.Title, text.Ids, corpus.Vocabulary);
        scores = scores.With(runs.Select(run => Read(run.Name, run.Run, text, scores.Count, cancellation)));
        return contexts.Count == 0 ? scores : Count(scores, contexts, keepsLikeliest: false, cancellation);
    }

    /// <summary>The test part, without models yet.</summary>
    public TextScores TestPart() => TextScores.OfTestPart(corpus, $"test part of {Path.GetFileName(corpus.Path)}");

    /// <summary>The scores of one run.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="run">The run.</param>
    /// <param name="text">What to predict; null for the test part.</param>
    /// <param name="count">Symbols to predict.</param>
    /// <param name="cancellation">Stops.</param>
    public ModelScores Read(string name, Run run, RunText? text, int count, CancellationToken cancellation) =>
        ConsoleProgress.Run(context, $"reading with {name}", count, "symbols", report => text is null
            ? NetworkScores.OfPart(name, run.Model.Network, corpus.Test, threads, report, cancellation)
            : NetworkScores.OfText(name, run.Model.Network, run.Model.Vocabulary, text.Ids, threads, report, cancellation));

    /// <summary>Scores with those of n-gram models of the training part.</summary>
    /// <param name="scores">The text.</param>
    /// <param name="contexts">Context symbols; at least one.</param>
    /// <param name="keepsLikeliest">Whether their likeliest symbols will be asked for.</param>
    /// <param name="cancellation">Stops.</param>
    public TextScores Count(TextScores scores, IReadOnlyList<int> contexts, bool keepsLikeliest, CancellationToken cancellation)
    {
        ushort[] training = corpus.Train.ReadingOrder();
        long total = training.Length + (keepsLikeliest ? 2L : 1L) * scores.Count;
        return ConsoleProgress.Run(context, "counting and predicting", total, "symbols", report =>
        {
            NGramModel model = NGramModel.Train(training, corpus.Vocabulary.Count, contexts.Max(), cancellation);
            report(training.Length);
            return scores.With(model, contexts, threads, done => report(training.Length + done), keepsLikeliest, cancellation);
        });
    }
}
