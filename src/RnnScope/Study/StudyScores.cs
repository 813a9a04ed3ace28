using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;
using RnnScope.Commands;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Study;

/// <summary>What the models of a study gave to each symbol of the test part: computed when the first section needs it, and once.</summary>
/// <param name="context">The running command.</param>
/// <param name="options">What is asked for.</param>
/// <param name="first">The run whose text and vocabulary all others share.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class StudyScores(CommandContext context, StudyOptions options, StudyRun first, CancellationToken cancellation)
{
    private const int Examples = 2;

    private readonly Dictionary<StudyRun, ModelScores> _networks = [];
    private readonly Dictionary<StudyRun, ErrorResult> _errors = [];
    private Corpus? _corpus;
    private TextScores? _counted;
    private BlockBootstrap? _bootstrap;
    private NGramModel? _ngrams;

    /// <summary>The text, divided as in training.</summary>
    /// <exception cref="RnnScope.Engine.Files.RunFileException">It is not there, or another text.</exception>
    public Corpus Corpus => _corpus ??= RunCorpus.Load(first.Run, options.CorpusPath);

    /// <summary>What intervals over the test part are made with.</summary>
    public BlockBootstrap Bootstrap => _bootstrap ??= new BlockBootstrap(checked((int)Corpus.Test.Characters));

    /// <summary>The n-gram models of all context lengths, for other texts than the test part.</summary>
    public NGramModel NGrams => _ngrams ??= CountNGrams();

    private RunScores Reader => new(context, Corpus, null, options.Threads);

    /// <summary>The test part with the n-gram models of all context lengths, and the networks that are asked for.</summary>
    public TextScores With(params IEnumerable<StudyRun> runs)
    {
        _counted ??= Reader.Of([], options.AllContexts, cancellation);
        return _counted.With(runs.Select(NetworkScores));
    }

    /// <summary>The test part with networks only.</summary>
    public TextScores Networks(IEnumerable<StudyRun> runs) => Reader.TestPart().With(runs.Select(NetworkScores));

    /// <summary>What a network gave.</summary>
    public ModelScores NetworkScores(StudyRun run)
    {
        if (_networks.TryGetValue(run, out ModelScores? scores)) return scores;
        if (run != first) RunCorpus.RequireSame(first.Run, run.Run);
        return _networks[run] = Reader.Read(run.Name, run.Run, null, checked((int)Corpus.Test.Characters), cancellation);
    }

    /// <summary>Where a network is wrong.</summary>
    /// <param name="run">The network.</param>
    /// <param name="feedForward">A feed-forward network for the overlap of three; null for none.</param>
    public ErrorResult Errors(StudyRun run, StudyRun? feedForward)
    {
        if (_errors.TryGetValue(run, out ErrorResult? result)) return result;
        TextScores text = TextOf(run, feedForward);
        ErrorAnalysis analysis = new(
            text, [.. options.Orders.Select(ModelScores.NGramName)], Corpus.Train.ReadingOrder(), OracleNames.PaperOrder, Examples);
        result = ConsoleProgress.Run(context, $"sorting the errors of {run.Name}", text.Count, "symbols",
            report => analysis.Of(run.Name, ModelScores.NGramName(options.Baseline), feedForward?.Name, report, cancellation));
        return _errors[run] = result;
    }

    private NGramModel CountNGrams()
    {
        ushort[] training = Corpus.Train.ReadingOrder();
        return ConsoleProgress.Run(context, "counting", training.Length, "symbols", _ => NGramModel.Train(training, Corpus.Vocabulary.Count, options.AllContexts[^1], cancellation));
    }

    /// <summary>The test part with the scores that <see cref="Errors"/> goes by.</summary>
    public TextScores TextOf(StudyRun run, StudyRun? feedForward) => feedForward is null ? With(run) : With(run, feedForward);
}
