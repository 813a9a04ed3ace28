using System.Globalization;
using RnnScope.Analysis.Autocomplete;
using RnnScope.Analysis.Statistics;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>autocomplete</c> for people.</summary>
internal sealed class AutocompleteReport(TextWriter output, AutocompleteResult result)
{
    private const int IntervalWidth = 18, ModelWidth = IntervalWidth + 14, NameWidth = ModelWidth - 2;

    /// <summary>A table for each question.</summary>
    /// <param name="published">The article's curves; may be empty.</param>
    public void Write(IReadOnlyList<PublishedAccuracy> published)
    {
        Line($"{result.Text}: {result.Characters:N0} characters; {100 * result.UnknownShare:0.0} % of them are in words other than the {result.Words:N0} to predict, and do not count");
        foreach (NetworkLoss network in result.Losses) Line($"{network.Network}: loss {network.LossNats:0.0000} nats per prediction");
        Table("all characters", "", [result.All], _ => "all");
        Table("by characters of the word seen (0: the space before it)", "seen", result.BySeen, Number);
        Table("by characters of the word still to come", "left", result.ByRemaining, Number);
        foreach (LengthGroup length in result.ByLength.Where(length => length.Rows.Any(row => row.Known > 0)))
            Table($"by characters seen, words of {(length.To is { } to ? $"{length.From} to {to}" : $"{length.From} or more")} characters", "seen", length.Rows, Number);
        output.WriteLine();
        Line($"top 1 with {100 * result.Bootstrap.Confidence:0.#} % intervals (blocks of {result.Bootstrap.Block} characters, {result.Bootstrap.Resamples:N0} resamples), top 2, top 3; then top 1 minus {PrefixRanks.Name}");
        AsPublished(published);
    }

    private void Table(string title, string head, IReadOnlyList<AccuracyRow> rows, Func<AccuracyRow, string> name)
    {
        output.WriteLine();
        output.WriteLine(title);
        IReadOnlyList<ModelAccuracy> models = rows[0].Models;
        output.WriteLine($"{head,8}{"counted",10}{"unknown",9}  {string.Concat(models.Select(model => Cut(model.Model).PadRight(ModelWidth)))}{string.Concat(models.SkipLast(1).Select(model => Cut($"{model.Model} - {PrefixRanks.Name}").PadRight(ModelWidth)))}".TrimEnd());
        // Where no word can be predicted there is nothing to see; --json has these rows.
        foreach (AccuracyRow row in rows.Where(row => row.Known > 0))
        {
            Line($"{name(row),8}{row.Known,10:N0}{100 * row.UnknownShare,7:0.0} %  {string.Concat(row.Models.Select(Shown))}{string.Concat(row.Models.SkipLast(1).Select(model => Signed(model.BeyondPrefix).PadRight(ModelWidth)))}");
        }
    }

    /// <summary>Every network, and every model of the article, by characters seen.</summary>
    private void AsPublished(IReadOnlyList<PublishedAccuracy> published)
    {
        output.WriteLine();
        output.WriteLine("counted as the 2019 article did: unknown words and padding are wrong, so no curve can be above 1 minus 'wrong'");
        foreach (PublishedCurve curve in result.AsPublished) Line($"{curve.Network}: {100 * curve.Accuracy:0.00} % of all characters and padding");
        (string Name, IReadOnlyList<IReadOnlyList<double>> Top)[] curves =
            [.. result.AsPublished.Select(curve => (curve.Network, curve.Top)), .. published.Select(model => ($"{model.Model} (article)", model.Top))];
        output.WriteLine($"{"seen",8}{"wrong",9}  {string.Concat(curves.Select(curve => Cut(curve.Name, 20).PadRight(22)))}".TrimEnd());
        int rows = curves.Max(curve => curve.Top.Max(values => values.Count));
        for (int seen = 0; seen < rows; seen++)
        {
            double wrong = At(result.AsPublished[0].Wrong, seen);
            Line($"{seen,8}{(double.IsFinite(wrong) ? 100 * wrong : double.NaN),7:0.0} %  {string.Concat(curves.Select(curve => string.Join("  ", curve.Top.Select(values => Share(At(values, seen)))).PadRight(22)))}");
        }
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture).TrimEnd());

    private static double At(IReadOnlyList<double> values, int index) => index < values.Count ? values[index] : double.NaN;

    private static string Number(AccuracyRow row) => $"{row.Group.ToString(CultureInfo.InvariantCulture)}{(row.IsOpen ? "+" : "")}";

    private static string Shown(ModelAccuracy model) =>
        $"{Bounded(model.Top[0]).PadRight(IntervalWidth)}{string.Concat(model.Top.Skip(1).Select(top => Share(top.Estimate).PadRight(6)))}".PadRight(ModelWidth);

    private static string Bounded(Interval interval) => double.IsFinite(interval.Low)
        ? $"{Share(interval.Estimate)} {Share(interval.Low)}-{Share(interval.High)}"
        : double.IsFinite(interval.Estimate) ? $"{Share(interval.Estimate)} (too few)" : "-";

    private static string Signed(Interval interval) => double.IsFinite(interval.Low)
        ? FormattableString.Invariant($"{interval.Estimate:+0.000;-0.000;+0.000} ({interval.Low:+0.000;-0.000;+0.000} to {interval.High:+0.000;-0.000;+0.000})")
        : double.IsFinite(interval.Estimate) ? FormattableString.Invariant($"{interval.Estimate:+0.000;-0.000;+0.000} (too few)") : "-";

    private static string Share(double share) => double.IsFinite(share) ? share.ToString("0.000", CultureInfo.InvariantCulture) : "  -  ";

    private static string Cut(string name, int width = NameWidth) => name.Length > width ? string.Concat(name.AsSpan(0, width - 3), "...") : name;
}
