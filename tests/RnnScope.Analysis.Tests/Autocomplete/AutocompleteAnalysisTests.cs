using RnnScope.Analysis.Autocomplete;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Autocomplete;

public sealed class AutocompleteAnalysisTests
{
    [Fact]
    public void WordPositions_Text_CountsFromTheSpace()
    {
        WordCorpus corpus = AutocompleteTexts.Repeated();
        WordPositions positions = new(corpus.Test, corpus.Vocabulary);
        string text = corpus.Vocabulary.Decode(corpus.Test.ReadingOrder());
        Assert.Equal(text.Length, positions.Count);
        Assert.Equal(corpus.Test.Observations, positions.Lengths.Count);
        Assert.Equal(text.Length, positions.Lengths.Sum());
        for (int at = 0; at < text.Length; at++)
        {
            int start = text.LastIndexOf(' ', at), end = text.IndexOf(' ', at + 1) is var next && next >= 0 ? next : text.Length;
            Assert.Equal((at - start, end - start - 1), (positions.Seen[at], positions.Letters[at]));
            string word = text[(start + 1)..end];
            Assert.Equal(corpus.Words.Find(word), positions.Targets[at]);
        }

        Assert.Equal(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => corpus.Words.Find(word) == Target.None).Sum(word => word.Length + 1.0) / text.Length, positions.UnknownShare, 1e-12);
        Assert.InRange(positions.UnknownShare, 0.05, 0.5);
    }

    [Fact]
    public void PrefixRanks_FourWords_AreTheRanksByHand()
    {
        WordCorpus corpus = AutocompleteTexts.Repeated();
        WordPositions positions = new(corpus.Test, corpus.Vocabulary);
        WordVocabulary words = WordVocabulary.MostFrequent(
            TextFilter.None, new Dictionary<string, long> { ["the"] = 9, ["cat"] = 5, ["then"] = 5, ["thaw"] = 1, ["dog"] = 1 }, 5);
        // Most frequent first: the, cat, then, dog, thaw. Among them, beginning with "", "t", "th", ...
        Dictionary<string, byte[]> expected = new()
        {
            ["the"] = [0, 0, 0, 0], ["cat"] = [1, 0, 0, 0], ["then"] = [2, 1, 1, 1, 0], ["thaw"] = [3, 2, 2, 0, 0],
        };
        WordRanks ranks = PrefixRanks.Of(words, Relabelled(positions, corpus, words));
        Assert.All(Enumerable.Range(0, positions.Count), at => Assert.Equal(expected[WordAt(corpus, at)][positions.Seen[at]], ranks.Ranks[at]));
    }

    [Fact]
    public void PrefixRanks_CharactersOfTwoCodeUnits_AreOneStep()
    {
        WordCorpus corpus = new WordSplit(TextFilter.None, 5, 2, 8) { Train = 0.5m, Validation = 0.2m }
            .Apply(SymbolReader.ReadString(string.Join(' ', Enumerable.Repeat("𝔘a 𝔘a 𝔘b", 40)), SymbolKind.Characters));
        WordPositions positions = new(corpus.Test, corpus.Vocabulary);
        WordRanks ranks = PrefixRanks.Of(corpus.Words, positions);
        Assert.Equal(["𝔘a", "𝔘b"], corpus.Words.Words);
        Assert.All(Enumerable.Range(0, positions.Count), at => Assert.Equal(positions.Targets[at] == 1 && positions.Seen[at] < 2 ? 1 : 0, ranks.Ranks[at]));
    }

    [Fact]
    public void Measure_KnownRanks_CountsOnlyWordsThatCanBePredicted()
    {
        WordCorpus corpus = AutocompleteTexts.Repeated();
        WordPositions positions = new(corpus.Test, corpus.Vocabulary);
        // Right from the second character on, second guess before; at unknown words a rank that must not matter.
        byte[] ranks = [.. Enumerable.Range(0, positions.Count).Select(at => (byte)(positions.Targets[at] == Target.None ? 0 : positions.Seen[at] >= 2 ? 0 : 1))];
        AutocompleteResult result = AutocompleteAnalysis.Measure("text", positions, corpus.Words, [new WordRanks("net", ranks, 0.5)]);
        Assert.Equal([0, 1, 2, 3, 4], result.BySeen.Select(row => row.Group));
        Assert.Equal(positions.Count, result.BySeen.Sum(row => row.Positions));
        foreach (AccuracyRow row in result.BySeen)
        {
            int[] here = [.. Enumerable.Range(0, positions.Count).Where(at => positions.Seen[at] == row.Group)];
            Assert.Equal((here.Length, here.Count(at => positions.Targets[at] != Target.None)), (row.Positions, row.Known));
            Assert.Equal(["net", PrefixRanks.Name], row.Models.Select(model => model.Model));
            Assert.Equal(row.Group >= 2 ? 1 : 0, row.Models[0].Top[0].Estimate);
            Assert.Equal((1, 1), (row.Models[0].Top[1].Estimate, row.Models[0].Top[2].Estimate));
            Assert.Equal(row.Models[0].Top[0].Estimate - row.Models[1].Top[0].Estimate, row.Models[0].BeyondPrefix.Estimate, 1e-12);
            Assert.Equal(0, row.Models[1].BeyondPrefix.Estimate);
        }

        // At the space, guessing the most frequent word is right wherever the word is "the".
        int[] spaces = [.. Enumerable.Range(0, positions.Count).Where(at => positions.Seen[at] == 0 && positions.Targets[at] != Target.None)];
        Assert.Equal(spaces.Average(at => WordAt(corpus, at) == "the" ? 1.0 : 0), result.BySeen[0].Models[1].Top[0].Estimate, 1e-12);
        Assert.True(result.BySeen[0].Models[1].Top[0].Low < result.BySeen[0].Models[1].Top[0].High);
        // By characters to come: 0 is the last character, where this guesser is always right.
        Assert.Equal(1, result.ByRemaining[0].Models[0].Top[0].Estimate);
        Assert.Equal(0, result.ByRemaining[^1].Models[0].Top[0].Estimate);
        // Three-letter words apart from four-letter ones; no other lengths.
        Assert.Equal([4, 5, 0, 0], result.ByLength.Select(length => length.Rows.Count));
        Assert.Equal(positions.Count, result.ByLength.SelectMany(length => length.Rows).Sum(row => row.Positions));
        Assert.Equal(result.BySeen.Sum(row => row.Known * row.Models[0].Top[0].Estimate) / result.All.Known, result.All.Models[0].Top[0].Estimate, 1e-12);
        Assert.Equal(("net", 0.5), (result.Losses[0].Network, result.Losses[0].LossNats));
    }

    [Fact]
    public void Measure_FewPositions_HaveNoInterval()
    {
        WordCorpus corpus = AutocompleteTexts.Repeated(words: 4);
        WordPositions positions = new(corpus.Test, corpus.Vocabulary);
        AutocompleteResult result = AutocompleteAnalysis.Measure("text", positions, corpus.Words, [new WordRanks("net", new byte[positions.Count], 0)]);
        Assert.All(result.BySeen, row => Assert.Equal(row.Known >= AutocompleteAnalysis.FewestPositions, double.IsFinite(row.Models[0].Top[0].Low)));
        Assert.Throws<ArgumentException>(() => AutocompleteAnalysis.Measure("text", positions, corpus.Words, [new WordRanks("net", new byte[3], 0)]));
    }

    [Fact]
    public void PublishedCounting_UnknownWordsAndPadding_AreWrong()
    {
        // "the" and "then" can be predicted, "cat" and "thaw" cannot; observations have up to 12 characters.
        WordCorpus corpus = AutocompleteTexts.Repeated(words: 2);
        WordPositions positions = new(corpus.Test, corpus.Vocabulary);
        PublishedCurve curve = PublishedCounting.Of(new WordRanks("net", new byte[positions.Count], 0), positions, 22);
        int[] all = new int[22], possible = new int[22];
        long places = 0, right = 0;
        string[] observations = Observations(corpus);
        Assert.Contains(observations, observation => observation.Length < 11);
        foreach (string observation in observations)
        {
            int seen = 0;
            bool isPossible = false;
            for (int step = 0; step < 12; step++, seen++, places++)
            {
                if (step < observation.Length && observation[step] == ' ')
                {
                    seen = 0;
                    isPossible = corpus.Words.Find(observation[(step + 1)..].Split(' ')[0]) != Target.None;
                }

                all[seen]++;
                if (isPossible && step < observation.Length) (possible[seen], right) = (possible[seen] + 1, right + 1);
            }
        }

        Assert.Equal(all, curve.Positions);
        Assert.Equal((double)right / places, curve.Accuracy, 1e-12);
        for (int seen = 0; seen < 22; seen++)
        {
            Assert.Equal(all[seen] == 0 ? double.NaN : (double)possible[seen] / all[seen], curve.Top[0][seen], 1e-12);
            Assert.Equal(all[seen] == 0 ? double.NaN : 1 - (double)possible[seen] / all[seen], curve.Wrong[seen], 1e-12);
        }
    }

    private static string WordAt(WordCorpus corpus, int at)
    {
        string text = corpus.Vocabulary.Decode(corpus.Test.ReadingOrder());
        int start = text.LastIndexOf(' ', at);
        return text[(start + 1)..].Split(' ')[0];
    }

    private static string[] Observations(WordCorpus corpus)
    {
        string text = corpus.Vocabulary.Decode(corpus.Test.ReadingOrder());
        string[] parts = new string[corpus.Test.Observations];
        for (int i = 0, at = 0; i < parts.Length; at += corpus.Test.Length(i++)) parts[i] = text.Substring(at, corpus.Test.Length(i));
        return parts;
    }

    /// <summary>The same text with other words to predict.</summary>
    private static WordPositions Relabelled(WordPositions positions, WordCorpus corpus, WordVocabulary words)
    {
        WordCorpus other = corpus.Split.Apply(
            SymbolReader.ReadString(string.Join(' ', Enumerable.Repeat("the cat thaw the then", 60)), SymbolKind.Characters), corpus.Vocabulary, words);
        WordPositions relabelled = new(other.Test, other.Vocabulary);
        Assert.Equal(positions.Count, relabelled.Count);
        return relabelled;
    }
}
