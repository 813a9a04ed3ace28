using RnnScope.Figures;
using RnnScope.Runs;

namespace RnnScope.Study.Tournaments;

/// <summary>The test losses of trainings that were repeated with several seeds: a row for each, with the interval of its mean.</summary>
internal static class LossFigure
{
    /// <summary>Draws them.</summary>
    /// <param name="contestants">From top to bottom; those without a result are left out of the drawing.</param>
    /// <param name="name">The figure's name.</param>
    /// <param name="title">Its title.</param>
    /// <param name="what">What a row is, as in "unit".</param>
    public static Figure Of(IReadOnlyList<Contestant> contestants, string name, string title, string what)
    {
        Contestant[] finished = [.. contestants.Where(contestant => contestant.Results.Count > 0)];
        double[] all = [.. finished.SelectMany(contestant => contestant.Loss.Values)];
        // An interval of two seeds may be a hundred times as wide as all that is to be seen.
        double room = Math.Max(all.Max() - all.Min(), 1e-3);
        (double low, double high) = (all.Min() - room / 2, all.Max() + room / 2);
        PlotRow[] rows = [.. finished.Select(contestant => new PlotRow(contestant.Unit, Words.Loss(contestant.Loss.Mean),
        [
            (contestant.Loss.Mean, Math.Max(low, contestant.Loss.Mean - contestant.Loss.Uncertainty), Math.Min(high, contestant.Loss.Mean + contestant.Loss.Uncertainty)),
            (contestant.Loss.Values.Min(), double.NaN, double.NaN), (contestant.Loss.Values.Max(), double.NaN, double.NaN),
        ]))];
        RowPlot plot = new(
            Axis.Linear("test loss (nats)", rows.SelectMany(row => row.Values).SelectMany(value => new[] { value.Estimate, value.Low, value.High })),
            [("mean of the seeds", Palette.Series(2)), ("smallest", Palette.Series(1)), ("largest", Palette.Series(0))], rows) { NoteTitle = "mean" };
        DataTable data = new(
            [what, "units", "parameters", "seed", "test_loss_nats", "validation_loss_nats", "best_epoch", "characters_per_second", "mean", "uncertainty"],
            [.. contestants.SelectMany(contestant => contestant.Seeds.Select(seed => (IReadOnlyList<object?>)[
                contestant.Unit, contestant.Units, seed.Result?.Parameters, seed.Seed, seed.Result?.TestLossNats, seed.Result?.ValidationLossNats, seed.Result?.BestEpoch,
                seed.Result?.CharactersPerSecond, contestant.Loss.Mean, contestant.Loss.Uncertainty]))]);
        return new Figure(name, title, plot.Draw(name, title, $"One row for each {what}: the mean loss of its seeds with an interval, and the smallest and largest."), data);
    }
}
