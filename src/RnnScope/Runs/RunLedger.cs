using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Runs;

/// <summary>What is needed to sort a network's errors on a text: the training part, and n-gram models that learned from it.</summary>
/// <param name="scores">The text with the n-gram models.</param>
/// <param name="training">The training part.</param>
internal sealed class RunLedger(TextScores scores, ushort[] training)
{
    /// <summary>Of a longer training part nothing is counted where nobody asked for just that: it takes some 75 bytes for each symbol.</summary>
    public const int LongestUnasked = 10_000_000;

    // As `errors` has them.
    private static readonly int[] Contexts = [.. Enumerable.Range(1, 9)];

    /// <summary>Counts; null, with a note, where nobody named the text that was trained on and it is gone.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="run">The run.</param>
    /// <param name="text">The text, at least two symbols.</param>
    /// <param name="corpusPath">Where the text that was trained on is now; null for where it was.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="longest">Of a longer training part nothing is counted, and a note says so.</param>
    public static RunLedger? Prepare(
        CommandContext context, Run run, RunText text, string? corpusPath, int threads, CancellationToken cancellation, long longest = long.MaxValue)
    {
        try
        {
            Corpus corpus = RunCorpus.Load(run, corpusPath);
            if (corpus.Train.Characters is var characters && characters > longest)
            {
                context.Note(FormattableString.Invariant($"no classes of errors: the network was trained on {characters:N0} symbols, and here at most {longest:N0} are counted; see `rnnscope errors`"));
                return null;
            }

            TextScores scores = TextScores.OfText(text.Title, text.Ids, corpus.Vocabulary);
            return new RunLedger(
                new RunScores(context, corpus, null, threads).Count(scores, Contexts, keepsLikeliest: false, cancellation), corpus.Train.ReadingOrder());
        }
        catch (RunFileException missing) when (corpusPath is null)
        {
            context.Note($"no classes of errors: {missing.Message}");
            return null;
        }
    }

    /// <summary>Counts, where nobody watches.</summary>
    /// <param name="corpus">The text that the run was trained on.</param>
    /// <param name="title">What people call the text.</param>
    /// <param name="ids">The text, at least two symbols.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellation">Stops.</param>
    public static RunLedger Count(Corpus corpus, string title, ReadOnlyMemory<ushort> ids, int threads, CancellationToken cancellation)
    {
        ushort[] training = corpus.Train.ReadingOrder();
        NGramModel model = NGramModel.Train(training, corpus.Vocabulary.Count, Contexts[^1], cancellation);
        TextScores scores = TextScores.OfText(title, ids, corpus.Vocabulary).With(model, Contexts, threads, cancellation: cancellation);
        return new RunLedger(scores, training);
    }

    /// <summary>The ledger of the run.</summary>
    /// <param name="losses">What each symbol cost the network, (N).</param>
    public Ledger Of(float[] losses)
    {
        const string Network = "network";
        TextScores all = scores.With(ModelScores.OfLosses(Network, losses.Skip(1).Select(loss => (double)loss)));
        string[] ngrams = [.. Contexts.Select(ModelScores.NGramName)];
        return new ErrorAnalysis(all, ngrams, training, OracleNames.PaperOrder, examples: 0).Of(Network, ngrams[^1]).Ledger;
    }
}
