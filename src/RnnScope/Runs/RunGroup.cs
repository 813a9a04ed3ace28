using RnnScope.Analysis.Comparison;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;
using RnnScope.Commands;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;

namespace RnnScope.Runs;

/// <summary>Runs that were tested on the same symbols, each read once and forgotten but for what it predicted.</summary>
internal sealed class RunGroup
{
    private readonly RunConfiguration _first;
    private readonly RunScores _reader;
    private readonly List<NetworkSize> _networks = [];

    /// <summary>A group without runs.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="first">The configuration of the first run.</param>
    /// <param name="corpus">Its text.</param>
    /// <param name="threads">Threads to use; no result depends on it.</param>
    public RunGroup(CommandContext context, RunConfiguration first, Corpus corpus, int threads)
    {
        (_first, Corpus, _reader) = (first, corpus, new RunScores(context, corpus, null, threads));
        Scores = _reader.TestPart();
    }

    /// <summary>The text.</summary>
    public Corpus Corpus { get; }

    /// <summary>The test part and what it was given.</summary>
    public TextScores Scores { get; private set; }

    /// <summary>Whether a run was tested on the same symbols.</summary>
    public bool Fits(RunConfiguration configuration, Run run) =>
        RunCorpus.IsSameText(_first, configuration) && run.Model.Vocabulary.HasSameSymbols(Corpus.Vocabulary);

    /// <summary>Lets a run predict the test part.</summary>
    public void Read(string name, Run run, CancellationToken cancellation)
    {
        NetworkShape shape = run.Model.Network.Shape;
        Scores = Scores.With(_reader.Read(name, run, null, Scores.Count, cancellation));
        _networks.Add(new NetworkSize(name, shape.Unit.Name, shape.Layers, shape.Units, shape.Parameters));
    }

    /// <summary>Compares the runs with each other and with n-gram models of the training part.</summary>
    /// <param name="contexts">Context symbols of the n-gram models; may be none.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    /// <param name="cancellation">Stops.</param>
    public ComparisonResult Compare(IReadOnlyList<int> contexts, BlockBootstrap bootstrap, CancellationToken cancellation)
    {
        if (contexts.Count > 0) Scores = _reader.Count(Scores, contexts, keepsLikeliest: true, cancellation);
        return ModelComparison.Of(Scores, _networks, bootstrap);
    }
}
