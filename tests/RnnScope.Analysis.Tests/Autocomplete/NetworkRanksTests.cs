using RnnScope.Analysis.Autocomplete;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Autocomplete;

public sealed class NetworkRanksTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_AnyThreads_EqualsReadingEachObservationAlone(int threads)
    {
        WordCorpus corpus = AutocompleteTexts.Repeated(words: 4);
        using Network network = RandomNetwork(corpus);
        WordRanks ranks = NetworkRanks.Of("net", network, corpus.Test, threads);
        ushort[] ids = corpus.Test.ReadingOrder(), targets = corpus.Test.TargetOrder();
        using WorkerPool workers = new(1);
        using NetworkPass pass = new(network, 1, 1, workers);
        int at = 0;
        HashSet<byte> seen = [];
        for (int observation = 0; observation < corpus.Test.Observations; observation++)
        {
            pass.Reset();
            for (int end = at + corpus.Test.Length(observation); at < end; at++)
            {
                pass.Inputs[0] = ids[at];
                pass.Read(1);
                pass.Carry(1);
                float[] logits = pass.Logits(0, 0)[..4].ToArray();
                int[] order = [.. Enumerable.Range(0, 4).OrderByDescending(word => logits[word]).ThenBy(word => word)];
                if (targets[at] == Target.None) continue;
                Assert.Equal(Math.Min(3, Array.IndexOf(order, (int)targets[at])), ranks.Ranks[at]);
                seen.Add(ranks.Ranks[at]);
            }
        }

        Assert.True(seen.Count > 2, "nearly all ranks are the same: the test would prove little");
        using Evaluation evaluation = new(network, corpus.Test.Streams, corpus.Test.Steps, workers);
        Assert.Equal(evaluation.MeanLoss(corpus.Test), ranks.LossNats, 1e-9);
    }

    [Fact]
    public void Of_ManyWords_ReadsInPieces()
    {
        // So many that the logits of four streams do not fit for all steps of an observation.
        WordCorpus corpus = AutocompleteTexts.Repeated(words: 4, steps: 40);
        Dictionary<string, long> counts = Enumerable.Range(0, 65_000).ToDictionary(i => $"w{i}", _ => 1L);
        foreach (string word in corpus.Words.Words) counts[word] = 2;
        WordVocabulary words = WordVocabulary.MostFrequent(TextFilter.None, counts, WordVocabulary.LargestCount);
        WordCorpus many = corpus.Split.Apply(
            SymbolReader.ReadString(string.Join(' ', Enumerable.Repeat("the cat thaw the then", 60)), SymbolKind.Characters), corpus.Vocabulary, words);
        Assert.True((1 << 23) / (many.Test.Streams * 65_004) < 40);
        using Network network = RandomNetwork(many);
        WordRanks ranks = NetworkRanks.Of("net", network, many.Test);
        using WorkerPool workers = new(1);
        using Evaluation evaluation = new(network, many.Test.Streams, many.Test.Steps, workers);
        Assert.Equal(evaluation.MeanLoss(many.Test), ranks.LossNats, 1e-9);
    }

    [Fact]
    public void Rank_AnyLength_IsTheNumberOfBetterOnes()
    {
        Rng rng = new(3);
        for (int length = 2; length < 90; length++)
        {
            // Few different values: many are equal.
            float[] logits = [.. Enumerable.Range(0, length).Select(_ => (float)rng.NextInt(9))];
            for (int right = 0; right < length; right++)
            {
                int better = Enumerable.Range(0, length).Count(other => logits[other] > logits[right] || (logits[other] == logits[right] && other < right));
                Assert.Equal(Math.Min(3, better), NetworkRanks.Rank(logits, right));
            }
        }
    }

    private static Network RandomNetwork(WordCorpus corpus)
    {
        Network network = new(new NetworkShape(BuiltInUnits.Resolve("lstm"), 2, 7, corpus.Vocabulary.Count) { Words = corpus.Words.Count });
        network.Parameters.Randomize(new Rng(11), 0.9f);
        network.Pack();
        return network;
    }
}
