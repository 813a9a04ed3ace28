using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Engine.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-trainer-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    public void Run_KilledAtRandomMoments_EndsWithTheSameBits(string optimizer)
    {
        TrainingConfiguration configuration = Small with { Optimizer = optimizer, CheckpointSeconds = 0, Dropout = 0.2 };
        float[] undisturbed = TrainToTheEnd("undisturbed", configuration, new Rng(0), kills: 0);
        float[] killed = TrainToTheEnd("killed", configuration, new Rng(7), kills: 10);
        Assert.Equal(undisturbed, killed);
    }

    [Fact]
    public void Run_AnyNumberOfThreads_EndsWithTheSameBits()
    {
        float[] one = TrainToTheEnd("one", Small, new Rng(0), kills: 0, threads: 1);
        float[] three = TrainToTheEnd("three", Small, new Rng(0), kills: 0, threads: 3);
        Assert.Equal(one, three);
    }

    [Theory]
    [InlineData(SymbolKind.Characters)]
    [InlineData(SymbolKind.Bytes)]
    public void Run_ATextOnTheDisk_EndsWithTheBitsOfTheOneInMemory(SymbolKind kind)
    {
        string path = Path.Combine(_root, "text");
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 120).Select(i => $"(a{(i % 3 == 0 ? "bc" : "d")}) “q”\n")));
        TextSplit split = new(SplitLayout.Streams, 6, 8);
        Corpus memory = split.Apply(SymbolReader.Open(path, kind)), disk = split.Apply(SymbolReader.Open(path, kind, largest: 0));
        TrainingConfiguration configuration = Small with { CheckpointSeconds = 0 };
        float[] expected = TrainToTheEnd("memory", configuration, new Rng(0), kills: 0, corpus: memory);
        Assert.Equal(expected, TrainToTheEnd("disk", configuration, new Rng(0), kills: 0, corpus: disk));
        Assert.Equal(expected, TrainToTheEnd("killed", configuration, new Rng(7), kills: 5, corpus: disk));
    }

    [Fact]
    public void Run_SaysHowFarTheMeasuringOfALossIs()
    {
        RunFolder folder = RunFolder.Create(_root, "measured");
        using Trainer trainer = NewTrainer(folder, Small, 2);
        List<TrainingProgress> heard = [];
        trainer.Run(false, heard.Add, CancellationToken.None);
        foreach (string part in new[] { "validation", "test" })
        {
            MeasuringProgress[] measured = [.. heard.Select(progress => progress.Measuring).OfType<MeasuringProgress>().Where(one => one.Part == part)];
            Assert.NotEmpty(measured);
            Assert.All(measured, one => Assert.InRange(one.Characters, 1, one.Total));
            Assert.Equal(measured[^1].Total, measured[^1].Characters);
        }
        Assert.Equal(Small.Epochs, heard.Count(progress => progress is { IsEpochEnd: true, Measuring: null }));
    }

    [Fact]
    public void Run_CancelledWhileTheTestLossIsMeasured_LosesNoStep()
    {
        RunFolder folder = RunFolder.Create(_root, "late");
        using var source = new CancellationTokenSource();
        long step = 0;
        // A limit in the middle of an epoch, and no checkpoint on the way.
        TrainingConfiguration limited = Small with { CheckpointSeconds = 1e6, Minutes = 0.03 / 60 };
        using (Trainer trainer = NewTrainer(folder, limited, 2, time: new Ticking()))
        {
            Assert.Throws<TrainingInterruptedException>(() => trainer.Run(false, Cancel, source.Token));
        }
        Assert.True(step > 0);
        using Trainer resumed = NewTrainer(folder, Small, 2);
        long firstStep = -1;
        resumed.Run(true, progress => firstStep = firstStep < 0 ? progress.Step : firstStep, default);
        Assert.Equal(step + 1, firstStep);

        void Cancel(TrainingProgress progress)
        {
            step = progress.Step;
            if (progress.Measuring?.Part == "test") source.Cancel();
        }
    }

    [Fact]
    public void Run_Cancelled_LeavesACheckpointToResumeFrom()
    {
        RunFolder folder = RunFolder.Create(_root, "cancelled");
        using var source = new CancellationTokenSource();
        using (Trainer trainer = NewTrainer(folder, Small with { CheckpointSeconds = 1e6 }, 2))
        {
            Assert.Throws<TrainingInterruptedException>(() => trainer.Run(false, p => { if (p.Step == 5) source.Cancel(); }, source.Token));
        }
        Assert.Single(folder.CheckpointFiles());
        using Trainer resumed = NewTrainer(folder, Small, 2);
        long firstStep = -1;
        resumed.Run(true, progress => firstStep = firstStep < 0 ? progress.Step : firstStep, default);
        Assert.Equal(6, firstStep);
    }

    [Fact]
    public void Run_ALossThatIsNotFinite_StopsAndKeepsTheModel()
    {
        RunFolder folder = RunFolder.Create(_root, "diverged");
        using Trainer trainer = NewTrainer(folder, Small with { LearningRate = 1e38, Clip = 0, Optimizer = "sgd" }, 1);
        var error = Assert.Throws<TrainingDivergedException>(() => trainer.Run(false, _ => { }, default));
        Assert.True(error.Step >= 2);
        Assert.Contains("finite", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.ModelFile));
    }

    [Fact]
    public void Run_AText_LearnsItAndLogs()
    {
        RunFolder folder = RunFolder.Create(_root, "learns");
        using Trainer trainer = NewTrainer(folder, Small with { Epochs = 30, LearningRate = 0.01 }, 2);
        TrainingResult result = trainer.Run(false, _ => { }, default);
        Assert.InRange(result.TestLossNats, 0, 0.6); // the text repeats: nearly everything can be known
        IReadOnlyList<TrainingLogLine> log = new TrainingLog(folder.TrainingLogFile).Read();
        Assert.Equal(Enumerable.Range(1, 30).Select(epoch => (double)epoch), log.Where(line => line.ValidationLossNats is not null).Select(line => line.Epoch));
        Assert.Equal(result.TestLossNats, RunConfiguration.Load(folder).Result!.TestLossNats);
    }

    [Fact]
    public void Run_PatienceRunsOut_KeepsTheBestEpoch()
    {
        RunFolder folder = RunFolder.Create(_root, "patience");
        using Trainer trainer = NewTrainer(folder, Small with { Epochs = 100, LearningRate = 1e-30, Patience = 2 }, 1);
        TrainingResult result = trainer.Run(false, _ => { }, default); // nothing improves after the first epoch
        Assert.Equal(3, result.Epochs);
        Assert.Equal(1, result.BestEpoch);
    }

    [Fact]
    public void Run_WithSnapshots_KeepsTheWeightsOfThoseSteps()
    {
        RunFolder folder = RunFolder.Create(_root, "snapshots");
        using Trainer trainer = NewTrainer(folder, Small with { Snapshots = 4, Epochs = 1, Patience = 0 }, 1);
        List<long> taken = [0];
        trainer.Run(false, Take, default);
        Assert.Equal(taken.Where(step => SnapshotSteps.Contains(step, 4)), folder.Snapshots().Select(snapshot => snapshot.Step));
        Assert.True(folder.Snapshots().Count > 6);

        using Trainer none = NewTrainer(RunFolder.Create(_root, "none"), Small with { Epochs = 1 }, 1);
        none.Run(false, _ => { }, default);
        Assert.False(Directory.Exists(RunFolder.Open(Path.Combine(_root, "none")).SnapshotFolder));
        // The last step of the only epoch is the best and last state of both trainings.
        Assert.Equal(Numbers(folder.ModelFile), Numbers(Path.Combine(_root, "none", "model.safetensors")));
        Assert.NotEqual(Numbers(folder.ModelFile), Numbers(folder.Snapshots()[^2].File));

        void Take(TrainingProgress progress)
        {
            if (progress.Measuring is null) taken.Add(progress.Step);
        }
    }

    [Fact]
    public void SnapshotSteps_FivePerTenfold_AreTheRoundedPowers()
    {
        long[] steps = [.. Enumerable.Range(0, 1001).Select(step => (long)step).Where(step => SnapshotSteps.Contains(step, 5))];
        Assert.Equal([0, 1, 2, 3, 4, 6, 10, 16, 25, 40, 63, 100, 158, 251, 398, 631, 1000], steps);
    }

    [Fact]
    public void Validated_SeveralMistakes_NamesAll()
    {
        var error = Assert.Throws<ArgumentException>(() => new TrainingConfiguration { Epochs = 0, Dropout = 1 }.Validated());
        Assert.Contains("epochs", error.Message, StringComparison.Ordinal);
        Assert.Contains("dropout", error.Message, StringComparison.Ordinal);
    }

    private static TrainingConfiguration Small => new() { Epochs = 3, Seed = 5, LearningRate = 5e-3 };

    private static Corpus Text { get; } = new TextSplit(SplitLayout.Streams, 6, 8).Apply(SymbolReader.ReadString(
        string.Concat(Enumerable.Range(0, 120).Select(i => $"(a{(i % 3 == 0 ? "bc" : "d")}) \"q\"\n")), SymbolKind.Characters));

    private float[] TrainToTheEnd(string name, TrainingConfiguration configuration, Rng rng, int kills, int threads = 2, Corpus? corpus = null)
    {
        RunFolder folder = RunFolder.Create(_root, name);
        for (int attempt = 0; ; attempt++)
        {
            int windows = attempt < kills ? 1 + rng.NextInt(6) : int.MaxValue;
            using Trainer trainer = NewTrainer(folder, configuration, threads, corpus);
            try
            {
                // Thrown between two windows, this leaves exactly the files that a kill would leave.
                trainer.Run(attempt > 0, _ => { if (--windows == 0) throw new TimeoutException("killed"); }, default);
                return Numbers(folder.CheckpointFiles()[^1]);
            }
            catch (TimeoutException)
            {
                // the next attempt resumes
            }
        }
    }

    /// <summary>Weights, best weights, moments and states; not the seconds that it took.</summary>
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

    private static Trainer NewTrainer(
        RunFolder folder, TrainingConfiguration training, int threads, Corpus? text = null, TimeProvider? time = null)
    {
        Corpus corpus = text ?? Text;
        var run = new RunConfiguration
        {
            CorpusPath = "text", CorpusSha256 = corpus.Sha256, Symbols = corpus.Kind, Split = SplitLayout.Streams, Streams = 6, Steps = 8,
            TrainShare = 0.8m, ValidationShare = 0.1m, Unit = "lstm", UnitSource = BuiltInUnits.Source("lstm"), Layers = 2, Units = 10, Training = training,
        };
        run.Save(folder);
        return new Trainer(folder, run, corpus, new WorkerPool(threads), time ?? TimeProvider.System);
    }

    /// <summary>A millisecond passes whenever somebody looks at the clock.</summary>
    private sealed class Ticking : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now++;
    }
}
