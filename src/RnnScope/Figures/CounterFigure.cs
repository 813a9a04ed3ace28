using RnnScope.Analysis.Counters;
using RnnScope.Engine.Text;

namespace RnnScope.Figures;

/// <summary>Draws what symbols do to a unit: the mean change by each that matters, with its interval.</summary>
internal static class CounterFigure
{
    private const int MostRows = 24;

    /// <summary>Draws a unit.</summary>
    /// <param name="unit">Its address.</param>
    /// <param name="called">What people call it; empty where nobody does.</param>
    /// <param name="result">What was measured.</param>
    /// <param name="vocabulary">The symbols.</param>
    public static Figure Of(string unit, string called, CounterResult result, Vocabulary vocabulary)
    {
        SymbolEffect[] shown = [.. result.Symbols.Take(Math.Clamp(result.Leading, 1, MostRows)).Union(result.Resets.Take(MostRows / 2))];
        List<PlotRow> rows = [];
        AddRows("the unit goes up", shown.Where(symbol => !symbol.IsReset && symbol.Change.Estimate > 0).OrderByDescending(symbol => symbol.Change.Estimate));
        AddRows("the unit goes down", shown.Where(symbol => !symbol.IsReset && symbol.Change.Estimate < 0).OrderBy(symbol => symbol.Change.Estimate));
        AddRows("the unit is reset", shown.Where(symbol => symbol.IsReset).OrderByDescending(symbol => symbol.Share));
        if (rows.Count == 0) rows.Add(PlotRow.Gap("no symbol changes the unit"));
        IEnumerable<double> ends = shown.SelectMany(symbol => new[] { symbol.Change.Estimate, symbol.Change.Low, symbol.Change.High });
        Axis axis = Axis.Linear("mean change of the value, with its 95 % interval", ends.Append(0));
        string title = $"What symbols do to {unit}{(called.Length == 0 ? "" : $", called {called}")}";
        RowPlot plot = new(axis, [("up", Palette.Series(0)), ("down", Palette.Series(2))], rows) { Zero = 0, NoteTitle = "times" };
        const string Description = "A mark for each symbol: the mean change of the unit's value when it is read. Right of zero it goes up, left of zero down.";
        return new Figure("counters", title, plot.Draw("counters", title, Description), Numbers(unit, result, vocabulary));

        void AddRows(string heading, IEnumerable<SymbolEffect> symbols)
        {
            PlotRow[] found = [.. symbols.Select(Row)];
            if (found.Length > 0) rows.AddRange([PlotRow.Gap(heading), .. found]);
        }

        PlotRow Row(SymbolEffect symbol)
        {
            (double, double, double) nothing = (double.NaN, double.NaN, double.NaN), value = (symbol.Change.Estimate, symbol.Change.Low, symbol.Change.High);
            string name = vocabulary.Symbol(symbol.Symbol);
            if (symbol.IsReset) name = FormattableString.Invariant($"{name} to {symbol.After:0.00}");
            return new PlotRow(name, FormattableString.Invariant($"{symbol.Count:N0}"), symbol.Change.Estimate >= 0 ? [value, nothing] : [nothing, value]);
        }
    }

    private static DataTable Numbers(string unit, CounterResult result, Vocabulary vocabulary) => new(
        ["unit", "symbol", "id", "count", "mean_change", "low", "high", "share", "kept", "before", "before_deviation", "after", "after_deviation", "role"],
        [.. result.Symbols.Select(symbol => (IReadOnlyList<object?>)
            [unit, vocabulary.Symbol(symbol.Symbol), symbol.Symbol, symbol.Count, symbol.Change.Estimate, symbol.Change.Low, symbol.Change.High, symbol.Share, symbol.Kept,
                symbol.Before, symbol.BeforeDeviation, symbol.After, symbol.AfterDeviation, symbol.Role.ToString().ToLowerInvariant()])]);
}
