using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Autocomplete;

/// <summary>Accuracies of models in groups of the symbols of a text.</summary>
/// <param name="positions">The text.</param>
/// <param name="models">The networks, then the guesser without context.</param>
/// <param name="bootstrap">Draws texts for the intervals.</param>
internal sealed class AccuracyTable(WordPositions positions, IReadOnlyList<WordRanks> models, BlockBootstrap bootstrap)
{
    /// <summary>A row for each group that has symbols; the last group has its number or more.</summary>
    /// <param name="count">How many groups there are.</param>
    /// <param name="groupOf">The group of a symbol; anything outside 0 to below <paramref name="count"/> for none.</param>
    public IReadOnlyList<AccuracyRow> Rows(int count, Func<int, int> groupOf)
    {
        // Unknown words are in a group, but no guess about them counts.
        int[] all = new int[count], known = new int[count], groups = new int[positions.Count];
        for (int at = 0; at < groups.Length; at++)
        {
            int group = groupOf(at);
            bool isKnown = positions.Targets[at] != Target.None;
            groups[at] = isKnown ? group : -1;
            if ((uint)group >= (uint)count) continue;
            all[group]++;
            if (isKnown) known[group]++;
        }

        IReadOnlyList<IReadOnlyList<IReadOnlyList<Interval>>> tops =
            [.. models.Select(model => Enumerable.Range(1, WordRanks.Guesses).Select(k => Means(at => Hit(model, at, k))).ToArray())];
        IReadOnlyList<IReadOnlyList<Interval>> gains = [.. models.Select(model => Means(at => Hit(model, at, 1) - Hit(models[^1], at, 1)))];
        return [.. Enumerable.Range(0, count).Where(group => all[group] > 0).Select(Row)];

        AccuracyRow Row(int group) => new(
            group, group == count - 1, all[group], known[group],
            [.. models.Select((model, m) => new ModelAccuracy(model.Name, [.. tops[m].Select(means => means[group])], gains[m][group]))]);

        IReadOnlyList<Interval> Means(Func<int, double> value)
        {
            double[] track = new double[positions.Count];
            for (int at = 0; at < track.Length; at++) track[at] = value(at);
            return [.. bootstrap.Means(track, groups, count).Select((mean, group) => known[group] >= AutocompleteAnalysis.FewestPositions
                ? mean
                : mean with { Low = double.NaN, High = double.NaN })];
        }
    }

    private static double Hit(WordRanks model, int at, int guesses) => model.Ranks[at] < guesses ? 1 : 0;
}
