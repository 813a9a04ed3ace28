using RnnScope.Analysis.Autocomplete;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>autocomplete</c> for scripts.</summary>
internal static class AutocompleteJson
{
    /// <summary>Everything.</summary>
    public static object Of(AutocompleteResult result, TextFilter filter, IReadOnlyList<PublishedAccuracy> published) => new
    {
        text = result.Text,
        characters = result.Characters,
        words = result.Words,
        filter = filter.ToString().ToLowerInvariant(),
        unknown_share = result.UnknownShare,
        block = result.Bootstrap.Block,
        resamples = result.Bootstrap.Resamples,
        confidence = result.Bootstrap.Confidence,
        networks = result.Losses.Select(network => new { run = network.Network, loss_nats = CommandContext.Finite(network.LossNats) }),
        all = Row(result.All),
        by_seen = result.BySeen.Select(Row),
        by_remaining = result.ByRemaining.Select(Row),
        by_length = result.ByLength.Select(length => new { from = length.From, to = length.To, rows = length.Rows.Select(Row) }),
        as_published = result.AsPublished.Select(curve => new
        {
            run = curve.Network,
            accuracy = CommandContext.Finite(curve.Accuracy),
            positions = curve.Positions,
            cannot_be_right = curve.Wrong.Select(CommandContext.Finite),
            top = curve.Top.Select(values => values.Select(CommandContext.Finite)),
        }),
        published = published.Select(model => new { model = model.Model, top = model.Top }),
    };

    private static object Row(AccuracyRow row) => new
    {
        characters = row.Group,
        or_more = row.IsOpen,
        positions = row.Positions,
        counted = row.Known,
        unknown_share = row.UnknownShare,
        models = row.Models.Select(model => new
        {
            model = model.Model,
            top = model.Top.Select(CommandContext.Json),
            beyond_prefix = CommandContext.Json(model.BeyondPrefix),
        }),
    };
}
