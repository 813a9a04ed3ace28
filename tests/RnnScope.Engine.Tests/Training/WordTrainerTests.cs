using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Training;

/// <summary>Training on whole words.</summary>
public sealed class WordTrainerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-words-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Run_KilledAtRandomMoments_EndsWithTheSameBits()
    {
        float[] undisturbed = TrainToTheEnd("undisturbed", kills: 0), killed = TrainToTheEnd("killed", kills: 8);
        Assert.Equal(undisturbed, killed);
    }

    [Fact]
    public void Run_AnyNumberOfThreads_EndsWithTheSameBits() =>
        Assert.Equal(TrainToTheEnd("one", kills: 0, threads: 1), TrainToTheEnd("three", kills: 0, threads: 3));

    [Fact]
    public void Run_WordsThatFollowFromTheWordBefore_AreKnownAtTheirSpace()
    {
        RunFolder folder = RunFolder.Create(_root, "planted");
        WordCorpus corpus = (Planted with { Words = 20 }).Apply(PlantedText());
        using Trainer trainer = NewTrainer(folder, corpus, Configuration with { Epochs = 60, LearningRate = 0.02 }, 2);
        TrainingResult result = trainer.Run(false, _ => { }, default);
        Assert.Equal(corpus.Test.CountBefore(corpus.Test.Windows).Targets, result.TestCharacters);
        // What is uncertain is the first word of a pair at its space: 4 even choices at one of 9 characters, and the first of 2.
        Assert.InRange(result.TestLossNats, 0.05, 0.35);
        using Model model = ModelFile.Load(folder.ModelFile);
        Assert.Equal(corpus.Words.Words, model.Words!.Words);
        Assert.Equal((corpus.Vocabulary.Count, corpus.Words.Count), (model.Network.Shape.Symbols, model.Network.Shape.Outputs));

        using WorkerPool workers = new(1);
        using NetworkPass pass = new(model.Network, 1, 100, workers);
        ushort[] ids = model.Encode(SymbolReader.Codes("red", SymbolKind.Characters).Append(' ').ToArray());
        ids.CopyTo(pass.Inputs, 0);
        pass.Read(ids.Length);
        Assert.Equal("apple", model.Words.Words[Largest(pass.Logits(ids.Length - 1, 0)[..model.Words.Count])]);
    }

    [Fact]
    public void Run_Words_MeanLossIsThatOfThePredictionsThatCount()
    {
        RunFolder folder = RunFolder.Create(_root, "loss");
        WordCorpus corpus = Planted.Apply(PlantedText());
        Assert.True(corpus.Test.CountBefore(corpus.Test.Windows).Targets < corpus.Test.ReadingOrder().Length);
        using Trainer trainer = NewTrainer(folder, corpus, Configuration, 2);
        double result = trainer.Run(false, _ => { }, default).TestLossNats;
        using Model model = ModelFile.Load(folder.ModelFile);
        using WorkerPool workers = new(1);
        using NetworkPass pass = new(model.Network, 1, corpus.Test.Steps, workers);
        // Observation by observation, alone in its window and without padding.
        ushort[] ids = corpus.Test.ReadingOrder(), targets = corpus.Test.TargetOrder();
        double sum = 0;
        int at = 0;
        for (int observation = 0; observation < corpus.Test.Observations; observation++)
        {
            int length = corpus.Test.Length(observation);
            ids.AsSpan(at, length).CopyTo(pass.Inputs);
            targets.AsSpan(at, length).CopyTo(pass.Targets);
            pass.Reset();
            sum += pass.Score(length);
            at += length;
        }

        Assert.Equal(sum / targets.Count(target => target != Target.None), result, 1e-9);
    }

    [Fact]
    public void Configuration_Words_SurvivesRunJson()
    {
        RunFolder folder = RunFolder.Create(_root, "json");
        RunConfiguration run = Run(Planted.Apply(PlantedText()), Configuration);
        run.Save(folder);
        RunConfiguration read = RunConfiguration.Load(folder);
        Assert.Equal(run, read);
        Assert.Equal(Planted, read.WordSplit);
        string json = File.ReadAllText(folder.RunFile);
        Assert.Contains("\"task\": \"autocomplete\"", json);
        Assert.Contains("\"words\": 6", json);
        Assert.Contains("\"filter\": \"letters\"", json);
        Assert.Contains("\"split\": \"observations\"", json);
    }

    [Fact]
    public void For_Words_IsTheProtocolOf2019()
    {
        TrainingConfiguration words = TrainingConfiguration.For(PredictionTask.Autocomplete).Validated();
        Assert.Equal(("adam", 1e-3, 1.0, 0.0), (words.Optimizer, words.LearningRate, words.Decay, words.Clip));
        Assert.Equal(new TrainingConfiguration(), TrainingConfiguration.For(PredictionTask.NextSymbol));
    }

    private static TrainingConfiguration Configuration =>
        TrainingConfiguration.For(PredictionTask.Autocomplete) with { Epochs = 3, LearningRate = 5e-3, Dropout = 0.2, CheckpointSeconds = 0, Patience = 0 };

    /// <summary>Six of ten words can be predicted; observations of 30 characters are cut from a text of pairs.</summary>
    private static WordSplit Planted => new(TextFilter.Letters, 6, 5, 30) { Train = 0.8m, Validation = 0.1m };

    /// <summary>The second word of each pair follows from the first.</summary>
    private static SymbolText PlantedText()
    {
        string[] pairs = ["Red apple", "green pear", "blue plum", "grey stone", "grey stone"];
        Rng rng = new(4);
        return SymbolReader.ReadString(string.Join(" ", Enumerable.Range(0, 700).Select(_ => pairs[rng.NextInt(pairs.Length)])), SymbolKind.Characters);
    }

    private float[] TrainToTheEnd(string name, int kills, int threads = 2)
    {
        RunFolder folder = RunFolder.Create(_root, name);
        WordCorpus corpus = Planted.Apply(PlantedText());
        Rng rng = new(7);
        for (int attempt = 0; ; attempt++)
        {
            int windows = attempt < kills ? 1 + rng.NextInt(9) : int.MaxValue;
            using Trainer trainer = NewTrainer(folder, corpus, Configuration, threads);
            try
            {
                // Thrown between two windows, this leaves exactly the files that a kill would leave.
                trainer.Run(attempt > 0, _ => { if (--windows == 0) throw new TimeoutException("killed"); }, default);
                Assert.Equal(kills, attempt);
                return Numbers(folder.CheckpointFiles()[^1]);
            }
            catch (TimeoutException)
            {
                // the next attempt resumes
            }
        }
    }

    private static float[] Numbers(string checkpoint)
    {
        using TensorFile file = TensorFile.Open(checkpoint);
        return [.. file.Names.Order(StringComparer.Ordinal).SelectMany(name =>
        {
            float[] values = new float[file.Elements(name)];
            file.ReadFloats(name, 0, values);
            return values;
        })];
    }

    private static RunConfiguration Run(WordCorpus corpus, TrainingConfiguration training) => new()
    {
        CorpusPath = "text", CorpusSha256 = corpus.Sha256, Symbols = SymbolKind.Characters, Task = PredictionTask.Autocomplete,
        Words = corpus.Split.Words, Filter = corpus.Split.Filter, Split = SplitLayout.Observations, Streams = corpus.Split.Streams, Steps = corpus.Split.Steps,
        TrainShare = corpus.Split.Train, ValidationShare = corpus.Split.Validation,
        Unit = "gru", UnitSource = BuiltInUnits.Source("gru"), Layers = 2, Units = 16, Training = training,
    };

    private static Trainer NewTrainer(RunFolder folder, WordCorpus corpus, TrainingConfiguration training, int threads)
    {
        RunConfiguration run = Run(corpus, training);
        run.Save(folder);
        return new Trainer(folder, run, corpus, new WorkerPool(threads), TimeProvider.System);
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++) best = values[i] > values[best] ? i : best;
        return best;
    }
}
