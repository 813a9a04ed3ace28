using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Counters;

/// <summary>How a unit's value changes with the symbols that are read.</summary>
/// <param name="Steps">Symbols that were read with a value before and after: N - 1 of a text of N.</param>
/// <param name="Mean">Mean value after these symbols.</param>
/// <param name="Deviation">Standard deviation of these values.</param>
/// <param name="ChangeExplained">
/// The share of the squared change that is accounted for when each symbol changes the unit by its mean change: 1 for a pure counter,
/// NaN for a unit that never moves.
/// </param>
/// <param name="LevelExplained">The share of the variance of the value that the symbol just read accounts for: 1 for a unit that remembers nothing.</param>
/// <param name="Symbols">All symbols that were read, the largest <see cref="SymbolEffect.Share"/> first; of equal ones the lower id.</param>
/// <param name="Bootstrap">What the intervals were made with.</param>
public sealed record CounterResult(
    int Steps, double Mean, double Deviation, double ChangeExplained, double LevelExplained, IReadOnlyList<SymbolEffect> Symbols, BlockBootstrap Bootstrap)
{
    /// <summary>How much of what symbols account for the leading ones do.</summary>
    public const double LeadingShare = 0.9;

    /// <summary>How many of the first symbols account for <see cref="LeadingShare"/> of what all together do.</summary>
    public int Leading
    {
        get
        {
            double sum = 0;
            int count = 0;
            while (count < Symbols.Count && sum < LeadingShare * ChangeExplained && Symbols[count].Share > 0) sum += Symbols[count++].Share;
            return count;
        }
    }

    /// <summary>The symbols that the unit is reset by, wherever they stand in the ranking.</summary>
    public IEnumerable<SymbolEffect> Resets => Symbols.Where(symbol => symbol.IsReset);
}
