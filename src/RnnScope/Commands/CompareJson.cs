using RnnScope.Analysis.Comparison;
using RnnScope.Analysis.Maps;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>compare</c> for scripts: one object for each text.</summary>
internal static class CompareJson
{
    public static object Of(RunGroup group, BlockBootstrap bootstrap, ComparisonResult result) => new
    {
        text = group.Scores.Title,
        sha256 = group.Corpus.Sha256,
        symbols = group.Corpus.Kind.ToString().ToLowerInvariant(),
        split = Of(group.Corpus.Split),
        characters = group.Scores.Count,
        bootstrap = CommandContext.Json(bootstrap),
        best = result.Best,
        models = result.Models.Select(Of),
        grid = new
        {
            columns = result.Grid.Columns.Select(column => new { unit = column.Unit, layers = column.Layers }),
            rows = result.Grid.Rows.Select(row => new
            {
                parameters_from = row.FewestParameters,
                parameters_to = row.MostParameters,
                cells = row.Cells.Select(cell => cell is null ? null : new { models = cell.Models, loss_nats = CommandContext.Finite(cell.LossNats) }),
            }),
        },
        differences = result.Differences.Select(pair => new { first = pair.First, second = pair.Second, loss_nats = CommandContext.Json(pair.LossNats) }),
        agreement = new
        {
            models = result.Agreement.Models,
            shares = Enumerable.Range(0, result.Agreement.Models.Count)
                .Select(i => Enumerable.Range(0, result.Agreement.Models.Count).Select(j => result.Agreement[i, j])),
        },
        maps = new
        {
            models = result.Maps.Models,
            scaling = new { share = result.Maps.ScalingShare, points = Of(result.Maps.Scaling) },
            tsne = new { perplexity = CommandContext.Finite(result.Maps.Perplexity), divergence = CommandContext.Finite(result.Maps.Divergence), points = Of(result.Maps.TSne) },
        },
    };

    private static object Of(ComparedModel model) => new
    {
        model = model.Model,
        unit = model.Network?.Unit,
        layers = model.Network?.Layers,
        units = model.Network?.Units,
        parameters = model.Network?.Parameters,
        n = model.Context,
        loss_nats = CommandContext.Json(model.LossNats),
        errors = model.Errors,
        error_rate = CommandContext.Json(model.ErrorRate),
        behind_best = CommandContext.Json(model.BehindBest),
    };

    private static object Of(TextSplit split) => new
    {
        layout = split.Layout.ToString().ToLowerInvariant(),
        train_share = split.Train,
        validation_share = split.Validation,
        streams = split.Streams,
        steps = split.Steps,
    };

    private static IEnumerable<double[]> Of(IReadOnlyList<MapPoint> points) => points.Select(point => new[] { point.X, point.Y });
}
