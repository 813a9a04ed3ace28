using RnnScope.Analysis.Contexts;
using RnnScope.Analysis.Counters;
using RnnScope.Engine.Text;

namespace RnnScope.Commands;

/// <summary>What is known about units, for scripts and for the viewer: the same objects, whose names each spells in its own way.</summary>
internal static class UnitJson
{
    /// <summary>What symbols do to a unit.</summary>
    /// <param name="result">The measurement.</param>
    /// <param name="vocabulary">The symbols.</param>
    /// <param name="most">How many symbols are listed.</param>
    public static object Counters(CounterResult result, Vocabulary vocabulary, int most = int.MaxValue) => new
    {
        steps = result.Steps,
        mean = CommandContext.Finite(result.Mean),
        standardDeviation = CommandContext.Finite(result.Deviation),
        changeExplained = CommandContext.Finite(result.ChangeExplained),
        levelExplained = CommandContext.Finite(result.LevelExplained),
        leading = result.Leading,
        different = result.Symbols.Count,
        bootstrap = CommandContext.Json(result.Bootstrap),
        symbols = result.Symbols.Take(most).Select(symbol => new
        {
            symbol = symbol.Symbol,
            name = vocabulary.Symbol(symbol.Symbol),
            count = symbol.Count,
            change = CommandContext.Json(symbol.Change),
            share = symbol.Share,
            before = symbol.Before,
            beforeDeviation = symbol.BeforeDeviation,
            after = symbol.After,
            afterDeviation = symbol.AfterDeviation,
            kept = CommandContext.Finite(symbol.Kept),
            role = symbol.Role.ToString().ToLowerInvariant(),
        }),
    };

    /// <summary>Where a unit is highest, lowest, and changes most.</summary>
    public static object Contexts(TopContextsResult result) => Contexts(result, context => new
    {
        at = context.Position,
        value = context.Value,
        change = CommandContext.Finite(context.Change),
        from = context.Range.From,
        count = context.Range.Count,
    });

    /// <summary>The same with the words of the text.</summary>
    public static object Contexts(TopContextsResult result, ReadOnlyMemory<ushort> ids, Vocabulary vocabulary) => Contexts(result, context => new
    {
        at = context.Position,
        value = context.Value,
        change = CommandContext.Finite(context.Change),
        from = context.Range.From,
        count = context.Range.Count,
        text = vocabulary.Decode(ids.Span.Slice(context.Range.From, context.Range.Count)),
    });

    /// <summary>The units that mark spans.</summary>
    public static object SpanUnits(SpanUnitsResult result) => new
    {
        spans = result.Spans,
        margin = result.Margin,
        compared = result.Compared,
        placements = result.Placements,
        units = result.Units.Select(unit => new
        {
            site = unit.Side.Site,
            unit = unit.Side.Unit,
            side = unit.Side.IsHigh ? "high" : "low",
            score = CommandContext.Finite(unit.Score),
            inside = CommandContext.Finite(unit.Inside),
            outside = CommandContext.Finite(unit.Outside),
            threshold = CommandContext.Finite(unit.Threshold),
            share = unit.Share,
            byChance = CommandContext.Finite(unit.ByChance),
        }),
    };

    /// <summary>Where units behave so.</summary>
    public static object Places(UnitPlacesResult result) => new
    {
        least = result.Least,
        margin = result.Margin,
        total = result.Total,
        symbols = result.Symbols,
        longest = result.Longest,
        places = result.Places.Select(place => new { from = place.Range.From, count = place.Range.Count, score = place.Score }),
    };

    private static object Contexts(TopContextsResult result, Func<UnitContext, object> place) => new
    {
        highest = result.Highest.Select(place),
        lowest = result.Lowest.Select(place),
        changing = result.Changing.Select(place),
    };
}
