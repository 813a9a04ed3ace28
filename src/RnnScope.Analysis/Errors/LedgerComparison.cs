using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Errors;

/// <summary>Two ledgers of one text side by side: in which classes one model has fewer errors than the other.</summary>
/// <param name="First">The first model.</param>
/// <param name="Second">The second model.</param>
/// <param name="Difference">Errors of the first less those of the second.</param>
/// <param name="Classes">One row per class; their differences add up.</param>
/// <param name="Totals">One row per oracle.</param>
public sealed record LedgerComparison(
    string First, string Second, int Difference, IReadOnlyList<LedgerDifference> Classes, IReadOnlyList<LedgerDifference> Totals)
{
    /// <summary>Puts two ledgers beside each other.</summary>
    /// <param name="first">The ledger of a model.</param>
    /// <param name="second">That of another one, over the same text with the same oracles in the same order.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    /// <exception cref="ArgumentException">They have different texts or classes.</exception>
    public static LedgerComparison Of(Ledger first, Ledger second, BlockBootstrap bootstrap)
    {
        if (first.ClassOf.Length != second.ClassOf.Length)
            throw new ArgumentException($"ledgers of texts of {first.ClassOf.Length} and {second.ClassOf.Length} symbols");
        if (!first.Classes.Select(row => (row.Oracle, row.Level)).SequenceEqual(second.Classes.Select(row => (row.Oracle, row.Level))))
            throw new ArgumentException("expected ledgers with the same oracles in the same order");
        return new LedgerComparison(
            first.Model, second.Model, first.Errors - second.Errors,
            [.. first.Classes.Select((row, i) => Row(row, second.Classes[i], i, i + 1))], Totals());

        List<LedgerDifference> Totals()
        {
            List<LedgerDifference> rows = [];
            for (int i = 0, from = 0; i < first.Totals.Count; i++)
            {
                int to = from + first.Classes.Count(row => row.Oracle == first.Totals[i].Oracle);
                rows.Add(Row(first.Totals[i], second.Totals[i], from, to));
                from = to;
            }

            return rows;
        }

        LedgerDifference Row(LedgerClass one, LedgerClass other, int from, int to)
        {
            double[] track = new double[first.ClassOf.Length];
            for (int i = 0; i < track.Length; i++) track[i] = In(first.ClassOf[i], from, to) - In(second.ClassOf[i], from, to);
            Interval perSymbol = bootstrap.Mean(track);
            return new LedgerDifference(
                one.Oracle, one.Level, one.Errors, other.Errors,
                new Interval(one.Errors - other.Errors, perSymbol.Low * track.Length, perSymbol.High * track.Length));
        }
    }

    private static int In(short found, int from, int to) => found >= from && found < to ? 1 : 0;
}

/// <summary>One class of two ledgers.</summary>
/// <param name="Oracle">The class's oracle.</param>
/// <param name="Level">The class's level; empty for all together.</param>
/// <param name="First">Errors of the first model.</param>
/// <param name="Second">Errors of the second model.</param>
/// <param name="Difference">The first less the second, in errors of this text.</param>
public sealed record LedgerDifference(string Oracle, string Level, int First, int Second, Interval Difference);
