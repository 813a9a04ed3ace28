using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Tests.Training;

/// <summary>Several ranks train what one process trains; threads stand in for processes.</summary>
public sealed class RankedTrainerTests : IDisposable
{
    private const int Streams = 7;
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-ranks-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(2, "streams")]
    [InlineData(3, "contiguous")] // fewer streams in validation and test than ranks
    [InlineData(7, "streams")]
    [InlineData(3, "words")]
    public void Run_SeveralRanks_EndsAsOneProcessToRounding(int ranks, string text)
    {
        TrainingConfiguration training = Small with { Dropout = 0.2 };
        TrainingResult alone = Train("alone", training, 1, text)[0].Result!, together = Train("together", training, ranks, text)[0].Result!;
        Assert.Equal(alone.TrainLossNats, together.TrainLossNats, 1e-5);
        Assert.Equal(alone.ValidationLossNats, together.ValidationLossNats, 1e-5);
        Assert.Equal(alone.TestLossNats, together.TestLossNats, 1e-5);
        Assert.Equal(Log("alone").Select(line => line.Step), Log("together").Select(line => line.Step));
        AssertClose(Numbers("alone"), Numbers("together"), 1e-3f);
        // Equal to rounding only because all streams count: a network without the last rank's would differ.
        Assert.NotEqual(alone.TrainLossNats, Train("other", training with { Seed = 9 }, ranks, text)[0].Result!.TrainLossNats, 1e-5);
    }

    [Fact]
    public void Run_TheSameRanksTwice_GivesTheSameBitsEvenAfterKills()
    {
        TrainingConfiguration training = Small with { Optimizer = "adam", CheckpointSeconds = 0, Dropout = 0.1 };
        Train("undisturbed", training, 3);
        for (int kill = 0; kill < 5; kill++)
        {
            int last = 3 + 7 * kill;
            // Thrown between two windows, this leaves exactly the files that a kill would leave.
            Assert.All(
                Train("killed", training, 3, resumes: kill > 0, report: progress => { if (progress.Step == last) throw new TimeoutException("killed"); }),
                rank => Assert.Equal("killed", rank.Failure?.Message));
        }
        Assert.Null(Train("killed", training, 3, resumes: true)[0].Failure);
        Assert.Equal(Numbers("undisturbed"), Numbers("killed"));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(1, 4)]
    [InlineData(2, 1)]
    public void Run_ResumedByAnotherNumberOfRanks_EndsTheSameToRounding(int before, int after)
    {
        TrainingResult alone = Train("alone", Small, 1)[0].Result!;
        Assert.All(Train("moved", Small with { CheckpointSeconds = 1e6 }, before, cancelsAt: 20), rank => Assert.IsType<TrainingInterruptedException>(rank.Failure));
        TrainingResult moved = Train("moved", Small, after, resumes: true)[0].Result!;
        Assert.Equal(alone.TestLossNats, moved.TestLossNats, 1e-5);
        AssertClose(Numbers("alone"), Numbers("moved"), 1e-3f);
    }

    [Fact]
    public void Run_OneRankIsAskedToStop_AllStopAfterTheSameStep()
    {
        (TrainingResult?, Exception? Failure)[] ranks = Train("stopped", Small, 3, cancelsAt: 9, cancelledRank: 2);
        Assert.All(ranks, rank => Assert.Contains("after step 9", Assert.IsType<TrainingInterruptedException>(rank.Failure).Message, StringComparison.Ordinal));
        Assert.Contains("if 3 processes do", ((TrainingInterruptedException)ranks[0].Failure!).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneRankHasALossThatIsNotFinite_AllEnd() =>
        Assert.All(
            Train("diverged", Small, 3, wrap: ranks => ranks.Rank == 2 ? new Poisoned(ranks) : ranks),
            rank => Assert.IsType<TrainingDivergedException>(rank.Failure));

    [Fact]
    public void Run_RanksThatAddDifferently_AreFoundAtTheNextCheckpoint()
    {
        (TrainingResult?, Exception? Failure)[] ranks = Train("apart", Small with { CheckpointSeconds = 0 }, 3, wrap: ranks => ranks.Rank == 1 ? new Careless(ranks) : ranks);
        Assert.All(ranks, rank => Assert.Contains("process 1 has other weights", Assert.IsType<InvalidOperationException>(rank.Failure).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ATimeLimit_IsTheFirstRanksDecision()
    {
        // The clocks differ: each rank by its own would stop at another step and leave the others waiting.
        (TrainingResult? Result, Exception?)[] ranks = Train("timed", Small with { Epochs = 100_000, Patience = 0, Minutes = 0.005 }, 2);
        Assert.Equal(ranks[0].Result!.Epochs, ranks[1].Result!.Epochs);
        Assert.InRange(ranks[0].Result!.Epochs, 0.01, 99_999);
    }

    [Fact]
    public void Trainer_MoreRanksThanStreams_IsRefused()
    {
        Exception? failure = Train("refused", Small, Streams + 1)[0].Failure;
        Assert.Contains($"expected at least {Streams + 1}, one for each process, found {Streams}", Assert.IsType<ArgumentException>(failure).Message, StringComparison.Ordinal);
    }

    private static TrainingConfiguration Small => new() { Epochs = 3, Seed = 5, LearningRate = 5e-3 };

    private (TrainingResult? Result, Exception? Failure)[] Train(
        string name, TrainingConfiguration training, int count, string text = "streams", bool resumes = false, int cancelsAt = -1, int cancelledRank = 0,
        Action<TrainingProgress>? report = null, Func<IRanks, IRanks>? wrap = null)
    {
        string path = Path.Combine(_root, name);
        RunFolder folder = resumes ? RunFolder.At(path) : RunFolder.Create(_root, name);
        return ThreadRanks.Run(count, ranks =>
        {
            ITrainingText corpus = Read(text);
            var run = new RunConfiguration
            {
                CorpusPath = "text", CorpusSha256 = corpus.Sha256, Symbols = SymbolKind.Characters, Split = SplitLayout.Streams, Streams = Streams, Steps = 8,
                TrainShare = 0.8m, ValidationShare = 0.1m, Unit = "lstm", UnitSource = BuiltInUnits.Source("lstm"), Layers = 2, Units = 10, Training = training,
            };
            using var pool = new WorkerPool(1 + ranks.Rank % 2);
            using var stop = new CancellationTokenSource();
            using var trainer = new Trainer(folder, run, corpus, pool, TimeProvider.System, wrap?.Invoke(ranks) ?? ranks);
            return trainer.Run(resumes, progress =>
            {
                if (progress.Step == cancelsAt && ranks.Rank == cancelledRank) stop.Cancel();
                report?.Invoke(progress);
            }, stop.Token);
        });
    }

    private static ITrainingText Read(string text)
    {
        SymbolText symbols = SymbolReader.ReadString(
            string.Concat(Enumerable.Range(0, 160).Select(i => $"a{(i % 3 == 0 ? "bc" : "d")} {(i % 5 == 0 ? "word" : "or")} it\n")), SymbolKind.Characters);
        return text switch
        {
            "words" => new WordSplit(TextFilter.None, 20, Streams, 8) { Train = 0.8m, Validation = 0.1m }.Apply(symbols),
            "contiguous" => new TextSplit(SplitLayout.Contiguous, Streams, 60) { Train = 0.8m, Validation = 0.1m }.Apply(symbols),
            _ => new TextSplit(SplitLayout.Streams, Streams, 8).Apply(symbols),
        };
    }

    private IReadOnlyList<TrainingLogLine> Log(string name) => new TrainingLog(RunFolder.At(Path.Combine(_root, name)).TrainingLogFile).Read();

    /// <summary>Weights, best weights, moments and the states of all streams.</summary>
    private Dictionary<string, float[]> Numbers(string name)
    {
        using TensorFile file = TensorFile.Open(RunFolder.At(Path.Combine(_root, name)).CheckpointFiles()[^1]);
        return file.Names.ToDictionary(tensor => tensor, tensor =>
        {
            float[] values = new float[file.Elements(tensor)];
            file.ReadFloats(tensor, 0, values);
            return values;
        });
    }

    private static void AssertClose(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual, float tolerance)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach ((string tensor, float[] values) in expected)
            Assert.True(values.Zip(actual[tensor]).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance), tensor);
    }

    /// <summary>Brings a gradient that is not a number to the fifth sum.</summary>
    private sealed class Poisoned(IRanks ranks) : Other(ranks)
    {
        private int _sums;

        public override void Sum(Span<float> values)
        {
            if (++_sums == 5) values[3] = float.NaN;
            base.Sum(values);
        }
    }

    /// <summary>Gets the fifth sum slightly wrong.</summary>
    private sealed class Careless(IRanks ranks) : Other(ranks)
    {
        private int _sums;

        public override void Sum(Span<float> values)
        {
            base.Sum(values);
            if (++_sums == 5) values[3] += 1e-3f;
        }
    }

    private class Other(IRanks ranks) : IRanks
    {
        public int Rank => ranks.Rank;

        public int Count => ranks.Count;

        public virtual void Sum(Span<float> values) => ranks.Sum(values);

        public void Gather(ReadOnlySpan<byte> mine, Span<byte> all) => ranks.Gather(mine, all);

        public void Broadcast(Span<byte> values) => ranks.Broadcast(values);

        public void Dispose()
        {
        }
    }
}
