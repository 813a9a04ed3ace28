using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Scores;

public sealed class NetworkScoresTests : IDisposable
{
    private const string Sentences = "the quick brown fox jumps over the lazy dog, twice; then it rests. ";
    private readonly SymbolText _text = SymbolReader.ReadString(string.Concat(Enumerable.Repeat(Sentences, 30)), SymbolKind.Characters);
    private readonly Network _network;
    private readonly Corpus[] _corpora;

    public NetworkScoresTests()
    {
        _corpora = [new TextSplit(SplitLayout.Streams, 4, 10).Apply(_text), new TextSplit(SplitLayout.Contiguous, 3, 7).Apply(_text)];
        _network = new(new NetworkShape(BuiltInUnits.Resolve("lstm"), 2, 5, _corpora[0].Vocabulary.Count));
        _network.Parameters.Randomize(new Rng(7), 0.5f);
        _network.Pack();
    }

    public void Dispose() => _network.Dispose();

    [Fact]
    public void OfPart_TestPart_HasTheTestLossAndItsSymbols()
    {
        foreach (Corpus corpus in _corpora)
        {
            TextScores text = TextScores.OfTestPart(corpus);
            ModelScores one = NetworkScores.OfPart("lstm", _network, corpus.Test, threads: 1);
            text = text.With(one);

            using WorkerPool workers = new(1);
            using Evaluation evaluation = new(_network, corpus.Test.Streams, corpus.Test.Steps, workers);
            Assert.Equal(evaluation.MeanLoss(corpus.Test), text["lstm"].LossNats, 1e-12);
            Assert.Equal(corpus.Test.Characters, text.Count);
            Assert.Equal(text.Positions.ToArray().Select(position => corpus.Vocabulary.Encode([_text.Codes[position]])[0]), text.Ids.ToArray());
            Assert.Equal(one.Probabilities.ToArray(), NetworkScores.OfPart("lstm", _network, corpus.Test, threads: 3).Probabilities.ToArray());
        }
    }

    [Fact]
    public void OfPart_EveryPosition_IsWhatReadingTheStreamGives()
    {
        Corpus corpus = _corpora[0];
        TextScores text = TextScores.OfTestPart(corpus).With(NetworkScores.OfPart("lstm", _network, corpus.Test));
        int length = text.Count / corpus.Test.Streams;
        for (int stream = 0; stream < corpus.Test.Streams; stream++)
        {
            // The stream's first input is one symbol before its first prediction.
            int before = text.Positions.Span[stream * length] - 1;
            ushort[] read = [corpus.Vocabulary.Encode([_text.Codes[before]])[0], .. text.Ids.Slice(stream * length, length).ToArray()];
            ModelScores alone = NetworkScores.OfText("alone", _network, corpus.Vocabulary, read);
            for (int i = 0; i < length; i++)
                Assert.Equal(alone.Probabilities[i], text["lstm"].Probabilities[stream * length + i], 1e-6);
        }
    }

    [Fact]
    public void OfPart_Likeliest_AreTheLargestLogits()
    {
        // Weights large enough that it does not expect the same symbol everywhere.
        _network.Parameters.Randomize(new Rng(7), 4);
        _network.Pack();
        foreach (Corpus corpus in _corpora)
        {
            ModelScores scores = NetworkScores.OfPart("lstm", _network, corpus.Test, threads: 2);
            using WorkerPool workers = new(1);
            using NetworkPass pass = new(_network, corpus.Test.Streams, corpus.Test.Steps, workers);
            int length = corpus.Test.Windows * corpus.Test.Steps;
            HashSet<int> found = [];
            for (int window = 0; window < corpus.Test.Windows; window++)
            {
                corpus.Test.Fill(window, pass.Inputs, pass.Targets);
                pass.Read(corpus.Test.Steps);
                for (int step = 0; step < corpus.Test.Steps; step++)
                {
                    for (int stream = 0; stream < corpus.Test.Streams; stream++)
                    {
                        float[] logits = pass.Logits(step, stream)[..corpus.Vocabulary.Count].ToArray();
                        int likeliest = scores.Likeliest[stream * length + window * corpus.Test.Steps + step];
                        Assert.Equal(Array.IndexOf(logits, logits.Max()), likeliest);
                        found.Add(likeliest);
                    }
                }

                pass.Carry(corpus.Test.Steps);
            }

            Assert.True(found.Count > 2);
        }
    }

    [Fact]
    public void OfText_AnyText_SkipsTheFirstSymbol()
    {
        Corpus corpus = _corpora[0];
        ushort[] ids = corpus.Vocabulary.Encode(SymbolReader.Codes("fox § jumps", SymbolKind.Characters));
        long most = 0;
        TextScores text = TextScores.OfText("typed", ids, corpus.Vocabulary)
            .With(NetworkScores.OfText("lstm", _network, corpus.Vocabulary, ids, report: done => most = done));
        Assert.Equal(ids[1..], text.Ids.ToArray());
        Assert.Equal(Enumerable.Range(1, 10), text.Positions.ToArray());
        Assert.Equal(ids.Length, most);
        MemoryTrace trace = Tracer.Read(_network, corpus.Vocabulary, ids, new TraceOptions { Sites = [SiteName.Loss] });
        float[] losses = new float[ids.Length];
        trace.ReadRows(SiteName.Loss, 0, ids.Length, losses);
        Assert.Equal(losses.Skip(1).Select(loss => Math.Exp(-loss)), text["lstm"].Probabilities.ToArray());
        Assert.Equal("ox \ufffd jumps", text.Text(-5, 100));
    }

    [Fact]
    public void With_NGramModels_LineUpWithTheNetwork()
    {
        Corpus corpus = _corpora[0];
        NGramModel model = NGramModel.Train(corpus.Train.ReadingOrder(), corpus.Vocabulary.Count, 3);
        TextScores text = TextScores.OfTestPart(corpus).With(model, [1, 3], threads: 2, keepsLikeliest: true);
        Assert.Equal(["n=1", "n=3"], text.Models.Select(scores => scores.Name));
        Assert.Equal(model.Likeliest(text.Ids, [3])[0], text["n=3"].Likeliest.ToArray());
        Assert.Throws<ArgumentException>(() => new ModelScores("short", [0.5, 0.5], likeliest: [1]));
        double[] distribution = new double[corpus.Vocabulary.Count];
        foreach (int at in new[] { 0, 1, 2, 50, text.Count - 1 })
        {
            model.Distribution(text.Ids.Span[..at], 3, distribution);
            Assert.Equal(distribution[text.Ids.Span[at]], text["n=3"].Probabilities[at], 1e-14);
        }
    }
}
