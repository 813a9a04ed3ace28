using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Autocomplete;

/// <summary>Counts as the 2019 article did, so that its curves have something to be compared with.</summary>
/// <remarks>
/// A word that cannot be predicted counts as wrong, though nobody could be right. Padding counts as further characters of the
/// last word of an observation, and as wrong, too. Both push the curves down, the more the longer a word is.
/// </remarks>
public static class PublishedCounting
{
    /// <summary>The curves of a network.</summary>
    /// <param name="model">Its guesses.</param>
    /// <param name="positions">The text.</param>
    /// <param name="values">Points of a curve: 0 to below this many characters seen.</param>
    public static PublishedCurve Of(WordRanks model, WordPositions positions, int values)
    {
        int[] all = new int[values], possible = new int[values];
        int[][] right = [.. Enumerable.Range(0, WordRanks.Guesses).Select(_ => new int[values])];
        long places = (long)positions.Lengths.Count * positions.Steps, first = 0;
        int end = 0;
        foreach (int length in positions.Lengths)
        {
            for (int at = end; at < end + length; at++) Add(positions.Seen[at], positions.Targets[at] == Target.None ? WordRanks.Worse : model.Ranks[at], positions.Targets[at] != Target.None);
            end += length;
            for (int padding = 1; padding <= positions.Steps - length; padding++) Add(positions.Seen[end - 1] + padding, WordRanks.Worse, false);
        }

        return new PublishedCurve(
            model.Name, all, [.. all.Select((count, seen) => 1 - (double)possible[seen] / count)],
            [.. right.Select(hits => hits.Select((count, seen) => (double)count / all[seen]).ToArray())], (double)first / places);

        void Add(int seen, byte rank, bool isPossible)
        {
            if (rank == 0) first++;
            if (seen >= values) return;
            all[seen]++;
            if (isPossible) possible[seen]++;
            for (int k = rank; k < WordRanks.Guesses; k++) right[k][seen]++;
        }
    }
}
