using RnnScope.Analysis.Comparison;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Commands;

/// <summary>The result of <c>compare</c> as tables.</summary>
/// <param name="output">Receives the lines.</param>
internal sealed class CompareReport(TextWriter output)
{
    private const int MostInMatrix = 16;
    private bool _isFirst = true;
    private int _width;

    /// <summary>The tables of one text, after an empty line if it is not the first.</summary>
    public void Write(TextScores scores, BlockBootstrap bootstrap, ComparisonResult result)
    {
        if (!_isFirst) Line($"");
        _isFirst = false;
        _width = Math.Max(8, result.Models.Max(model => model.Model.Length));
        Line($"{Failure.OneLine(scores.Title)}: {scores.Count:N0} symbols; intervals span {100 * bootstrap.Confidence:0.#} % of {bootstrap.Resamples:N0} drawn texts");
        Models(result);
        Grid(result.Grid);
        if (result.Models.Count < 2) return;
        Differences(result);
        Agreement(result.Agreement);
        Maps(result.Maps);
    }

    private void Models(ComparisonResult result)
    {
        Line($"{Cell("model")}  unit          layers x units  parameters    nats                       errors");
        foreach (ComparedModel model in result.Models.OrderBy(model => model.LossNats.Estimate))
        {
            string size = model.Network is { } network
                ? FormattableString.Invariant($"{network.Unit,-14}{network.Layers + " x " + network.Units,14}{network.Parameters,12:N0}")
                : $"{"n-gram",-40}";
            Line($"{Cell(model.Model)}  {size}{model.LossNats.Estimate,8:F4} ({model.LossNats.Low:F4} to {model.LossNats.High:F4}){model.Errors,11:N0}{100 * model.ErrorRate.Estimate,8:F2} % ({100 * model.ErrorRate.Low:F2} to {100 * model.ErrorRate.High:F2})");
        }
    }

    /// <summary>The paper's table, when there is more than one network.</summary>
    private void Grid(ResultGrid grid)
    {
        if (grid.Rows.Sum(row => row.Cells.Sum(cell => cell?.Models.Count ?? 0)) < 2) return;
        int[] widths = [.. grid.Columns.Select(column => Math.Max(13, column.Unit.Length + 4))];
        Line($"");
        Line($"{"parameters, nats",-24}{string.Concat(grid.Columns.Select((column, i) => $"{column.Unit} {column.Layers}".PadLeft(widths[i])))}");
        foreach (GridRow row in grid.Rows)
        {
            string sizes = FormattableString.Invariant($"{row.FewestParameters:N0}")
                + (row.MostParameters > row.FewestParameters ? FormattableString.Invariant($" to {row.MostParameters:N0}") : "");
            Line($"{sizes,-24}{string.Concat(row.Cells.Select((cell, i) => Loss(cell).PadLeft(widths[i])))}");
        }

        if (grid.Rows.Any(row => row.Cells.Any(cell => cell?.Models.Count > 1))) Line($"in brackets: how many runs a mean is of");
    }

    private static string Loss(GridCell? cell) => cell is null ? "-" : FormattableString.Invariant($"{cell.LossNats:F4}")
        + (cell.Models.Count > 1 ? FormattableString.Invariant($" ({cell.Models.Count})") : "");

    private void Differences(ComparisonResult result)
    {
        if (result.Best is null) return;
        Line($"");
        Line($"loss less that of {result.Best}, over the same symbols");
        foreach (ComparedModel model in result.Models.Where(model => model.Model != result.Best).OrderBy(model => model.BehindBest.Estimate))
            Line($"{Cell(model.Model)}{model.BehindBest.Estimate,10:+0.0000;-0.0000;0.0000}  ({model.BehindBest.Low:+0.0000;-0.0000;0.0000} to {model.BehindBest.High:+0.0000;-0.0000;0.0000})");
    }

    private void Agreement(Agreement agreement)
    {
        int count = agreement.Models.Count;
        Line($"");
        Line($"the same symbol is likeliest, % of the symbols");
        if (count > MostInMatrix)
        {
            for (int i = 0; i < count; i++)
            {
                int[] others = [.. Enumerable.Range(0, count).Where(j => j != i).OrderByDescending(j => agreement[i, j])];
                Line($"{Cell(agreement.Models[i])}  most {100 * agreement[i, others[0]]:F1} with {agreement.Models[others[0]]}, least {100 * agreement[i, others[^1]]:F1} with {agreement.Models[others[^1]]}");
            }

            return;
        }

        Line($"{Cell("")}    {string.Concat(Enumerable.Range(1, count).Select(i => $"{i,6}"))}");
        for (int i = 0; i < count; i++)
            Line($"{Cell(agreement.Models[i])}{i + 1,4}{string.Concat(Enumerable.Range(0, count).Select(j => i == j ? $"{"-",6}" : FormattableString.Invariant($"{100 * agreement[i, j],6:F1}")))}");
    }

    private void Maps(ModelMaps maps)
    {
        Line($"");
        string neighbours = double.IsNaN(maps.Perplexity) ? "t-SNE needs four models" : FormattableString.Invariant($"t-SNE, perplexity {maps.Perplexity:0.#}");
        Line($"maps of the models: classical scaling ({100 * maps.ScalingShare:F0} % of the squared distances), then {neighbours}");
        for (int i = 0; i < maps.Models.Count; i++)
        {
            string tsne = double.IsNaN(maps.Perplexity) ? "" : FormattableString.Invariant($"{maps.TSne[i].X,14:F3}{maps.TSne[i].Y,10:F3}");
            Line($"{Cell(maps.Models[i])}{maps.Scaling[i].X,10:F4}{maps.Scaling[i].Y,10:F4}{tsne}");
        }
    }

    private string Cell(string name) => name.PadRight(_width);

    private void Line(FormattableString line) => output.WriteLine(FormattableString.Invariant(line).TrimEnd());
}
