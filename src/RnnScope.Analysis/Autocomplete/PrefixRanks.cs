using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Autocomplete;

/// <summary>Guessing without context: the most frequent words of the training part that begin with the characters seen.</summary>
/// <remarks>What a network does better than this, it does because of what came before the word.</remarks>
public static class PrefixRanks
{
    /// <summary>What the guesser is called.</summary>
    public const string Name = "prefix only";

    /// <summary>Guesses the words of a text.</summary>
    /// <param name="words">The words with their frequencies.</param>
    /// <param name="positions">The text.</param>
    public static WordRanks Of(WordVocabulary words, WordPositions positions)
    {
        byte[][] table = Table(words);
        byte[] ranks = new byte[positions.Count];
        for (int at = 0; at < ranks.Length; at++)
        {
            if (positions.Targets[at] != Target.None) ranks[at] = table[positions.Targets[at]][positions.Seen[at]];
        }

        return new WordRanks(Name, ranks, double.NaN);
    }

    /// <summary>For each word and each number of characters seen: how many more frequent words begin with the same ones.</summary>
    private static byte[][] Table(WordVocabulary words)
    {
        Dictionary<string, byte> earlier = new(StringComparer.Ordinal);
        byte[][] table = new byte[words.Count][];
        // Most frequent first: whoever was here before is more frequent, or as frequent and earlier in the alphabet.
        for (int id = 0; id < table.Length; id++)
        {
            string word = words.Words[id];
            List<byte> ranks = [];
            for (int end = 0; end <= word.Length; end++)
            {
                // Never between the two halves of a character.
                if (end > 0 && char.IsHighSurrogate(word[end - 1])) continue;
                string prefix = word[..end];
                byte rank = earlier.GetValueOrDefault(prefix);
                ranks.Add(rank);
                earlier[prefix] = (byte)Math.Min(WordRanks.Worse, rank + 1);
            }

            table[id] = [.. ranks];
        }

        return table;
    }
}
