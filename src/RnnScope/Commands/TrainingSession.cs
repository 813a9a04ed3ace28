using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;
using RnnScope.Sweeps;

namespace RnnScope.Commands;

/// <summary>One training from a text (or from where it stopped) to a run folder that can be looked at without the text.</summary>
internal sealed class TrainingSession
{
    private readonly ITrainingText _corpus;

    private TrainingSession(RunFolder folder, RunConfiguration run, ITrainingText corpus, bool resumes, IRanks ranks)
    {
        (Folder, Run, _corpus, Resumes, Ranks) = (folder, run, corpus, resumes, ranks);
    }

    public RunFolder Folder { get; }

    public RunConfiguration Run { get; }

    public bool Resumes { get; }

    /// <summary>The processes that train together; only the first writes to the folder.</summary>
    public IRanks Ranks { get; }

    /// <summary>Reads the text and makes the run folder.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="name">The run's name; null makes one of text, unit and size.</param>
    /// <param name="wanted">The configuration; the text's hash is filled in here.</param>
    /// <param name="parameters">Decides the number of units, which needs the text's vocabulary; null leaves it as it is.</param>
    /// <param name="ranks">The processes that train together, each of which reads the text; default: this one alone.</param>
    public static TrainingSession Start(string root, string? name, RunConfiguration wanted, int? parameters = null, IRanks? ranks = null)
    {
        ranks ??= OneRank.Instance;
        (RunConfiguration run, ITrainingText corpus) = RankedWork.Together(ranks, () =>
        {
            (RunConfiguration Run, ITrainingText Corpus) complete = Complete(wanted, parameters);
            Trainer.RequireStreams(complete.Corpus.Train.Streams, ranks.Count);
            return complete;
        });
        RequireSameText(ranks, corpus, run.CorpusPath);
        string task = run.Task == PredictionTask.Autocomplete ? "-words" : "";
        name ??= $"{Path.GetFileNameWithoutExtension(run.CorpusPath)}{task}-{run.Unit}-{run.Layers}x{run.Units}";
        run = run with { Ranks = ranks.Count };
        string path = RankedWork.Together(ranks, () => ranks.IsFirst() ? RunFolder.Create(root, name, run.Save).Path : "");
        return new TrainingSession(RunFolder.At(RankedWork.Text(ranks, path)), run, corpus, resumes: false, ranks);
    }

    /// <summary>Opens the run of a name, or makes it: asked again, or by two programs at once, it is the same run.</summary>
    /// <param name="root">The folder of the runs.</param>
    /// <param name="name">The run's name.</param>
    /// <param name="wanted">The configuration; the text's hash is filled in here.</param>
    /// <param name="parameters">Decides the number of units; null leaves it as it is.</param>
    /// <param name="whole">What the runs belong to, as in "tournament".</param>
    /// <param name="hint">What to do when the run is there and was made with other options.</param>
    /// <exception cref="RunFileException">There is a run of that name that was asked for otherwise.</exception>
    public static TrainingSession OpenOrStart(string root, string name, RunConfiguration wanted, int? parameters, string whole, string hint)
    {
        string path = Path.Combine(root, name);
        if (!Directory.Exists(path))
        {
            (RunConfiguration run, ITrainingText corpus) = Complete(wanted, parameters);
            RunFolder folder = RunFolder.OpenOrCreate(root, name, run.Save, out bool isNew);
            if (isNew) return new TrainingSession(folder, run, corpus, resumes: false, OneRank.Instance);
        }

        TrainingSession session = Resume(path);
        RunConfiguration found = session.Run, asked = wanted with
        {
            // What may differ: when and where it was made, and what follows from the rest.
            Version = found.Version, Machine = found.Machine, Created = found.Created, CorpusPath = found.CorpusPath,
            CorpusSha256 = found.CorpusSha256, Ranks = found.Ranks, Units = parameters is null ? wanted.Units : found.Units, Result = found.Result,
        };
        bool isSameText = Path.GetFullPath(wanted.CorpusPath) == found.CorpusPath;
        bool isSameSize = parameters is not { } count || session.MatchedUnits(count) == found.Units;
        if (asked == found && isSameText && isSameSize) return session;
        string difference = !isSameText ? $"text {found.CorpusPath}" : !isSameSize ? $"{found.Units} units" : "other options";
        throw new RunFileException(path, $"a run of the same {whole}", difference, hint);
    }

    /// <summary>Opens a run that was interrupted.</summary>
    /// <exception cref="RunFileException">It is no run, or its text has changed.</exception>
    public static TrainingSession Resume(string path, IRanks? ranks = null)
    {
        ranks ??= OneRank.Instance;
        (RunFolder folder, RunConfiguration run, ITrainingText corpus) = RankedWork.Together(ranks, () =>
        {
            RunFolder found = RunFolder.Open(path);
            RunConfiguration configuration = RunConfiguration.Load(found);
            ITrainingText text = configuration.ReadText();
            if (text.Sha256 != configuration.CorpusSha256)
            {
                throw new RunFileException(configuration.CorpusPath, $"the text of the run, SHA-256 {configuration.CorpusSha256[..12]}...", $"{text.Sha256[..12]}...",
                    "restore the text; a run cannot go on with another one");
            }
            Trainer.RequireStreams(text.Train.Streams, ranks.Count);
            return (found, configuration, text);
        });
        return new TrainingSession(folder, run, corpus, resumes: true, ranks);
    }

    /// <summary>The number of units that brings the run's network nearest to a number of parameters.</summary>
    public int MatchedUnits(int parameters) => Matched(Run, _corpus, parameters);

    /// <summary>One line on what is about to happen.</summary>
    public string Describe(int parameters) => FormattableString.Invariant(
        $"{Run.Unit}, {Run.Layers} x {Run.Units} units, {parameters:N0} parameters; {_corpus.Train.Total.Characters:N0} characters to learn from, {_corpus.Validation.Total.Characters:N0} to validate, {_corpus.Test.Total.Characters:N0} to test, {_corpus.Vocabulary.Count} symbols{DescribeWords()}{DescribeRanks()}");

    private string DescribeRanks() => Ranks.Count == 1 ? "" : FormattableString.Invariant($"; {Ranks.Count} processes share {_corpus.Train.Streams} streams");

    private string DescribeWords() => _corpus.Words is not { } words ? "" : FormattableString.Invariant(
        $", {words.Count:N0} words in which {100.0 * _corpus.Train.Total.Targets / _corpus.Train.Total.Characters:0.0} % of the characters to learn from are");

    /// <summary>Trains to the end and keeps the test part's text in the run.</summary>
    /// <param name="threads">Threads to use.</param>
    /// <param name="begin">Hears the number of parameters before the first step.</param>
    /// <param name="report">Hears how it goes.</param>
    /// <param name="cancellation">Stops; the run can be resumed.</param>
    /// <exception cref="RunLockedException">Another process trains this run.</exception>
    public TrainingResult Train(int threads, Action<int> begin, Action<TrainingProgress> report, CancellationToken cancellation)
    {
        using RunLock? held = RankedWork.Together(Ranks, () => Ranks.IsFirst() ? RunLock.Take(Folder, TimeProvider.System, SlurmJob.Name) : null);
        // Whoever had the run until now may have ended it.
        if (RankedWork.Together(Ranks, () => RunConfiguration.Load(Folder).Result) is { } done) return done;
        if (Ranks.IsFirst()) TextExcerpt.Save(Folder.TextFile("test"), _corpus.Test.ReadingOrder(TextExcerpt.LongestExcerpt), "test part", _corpus.TestUnknown);
        using var workers = new WorkerPool(threads);
        using Trainer trainer = RankedWork.Together(Ranks, () => new Trainer(Folder, Run, _corpus, workers, TimeProvider.System, Ranks) { BeforeWriting = held is null ? null : held.Require });
        begin(trainer.Parameters);
        return trainer.Run(resumes: true, report, cancellation);
    }

    /// <summary>Reads the text and fills in what follows from it.</summary>
    private static (RunConfiguration Run, ITrainingText Corpus) Complete(RunConfiguration wanted, int? parameters)
    {
        wanted.Training.Validated();
        ITrainingText corpus = wanted.ReadText();
        if (parameters is { } count) wanted = wanted with { Units = Matched(wanted, corpus, count) };
        return (wanted with { CorpusSha256 = corpus.Sha256, Created = TimeProvider.System.GetUtcNow() }, corpus);
    }

    private static void RequireSameText(IRanks ranks, ITrainingText corpus, string path)
    {
        if (ranks.Count == 1) return;
        ulong[] texts = ranks.Gather(Convert.ToUInt64(corpus.Sha256[..16], 16));
        RankedWork.Together(ranks, () => texts[ranks.Rank] == texts[0]
            ? true
            : throw new TextException($"{path}: expected the text that process 0 has read, found another one", "give all processes the same file, for instance in a folder that all machines share"));
    }

    private static int Matched(RunConfiguration run, ITrainingText corpus, int parameters) =>
        MatchedSize.Find(run.ParseUnit(), run.Layers, corpus.Vocabulary.Count, parameters, corpus.Words?.Count).Units;
}
