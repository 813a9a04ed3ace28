using RnnScope.Analysis.Cause;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>cause</c> for scripts.</summary>
internal static class CauseJson
{
    public static object Of(Run run, CauseResult result) => new
    {
        run = run.Folder.Name,
        text = result.Text,
        characters = result.Characters,
        interventions = result.Interventions.Select(done => new
        {
            units = done.Units.ToString(),
            kind = done.Kind.ToString().ToLowerInvariant(),
            value = done.Kind == InterventionKind.Clamp ? done.Value : (float?)null,
            from = done.Kind == InterventionKind.Patch ? done.From : (int?)null,
            to = done.Kind == InterventionKind.Patch ? done.To : (int?)null,
        }),
        property = result.Property,
        description = result.Description,
        above = result.Options.Above,
        where = result.Options.Where.ToString().ToLowerInvariant(),
        seed = result.Options.Seed,
        units = result.Units.Select(unit => new
        {
            site = unit.Site, unit = unit.Unit, mean = CommandContext.Finite(unit.Mean), standard_deviation = CommandContext.Finite(unit.StandardDeviation),
            minimum = CommandContext.Finite(unit.Minimum), maximum = CommandContext.Finite(unit.Maximum),
        }),
        controls = result.Controls.Select(control => new
        {
            units = control.Units, standard_deviation = control.StandardDeviation.Select(CommandContext.Finite),
            change = control.Change.Select(CommandContext.Finite),
        }),
        sides = result.Sides,
        all = result.All.Sides.Select(Cell),
        tables = result.Tables.Select(table => new
        {
            by = table.Name,
            rows = table.Rows.Select(row => new { @class = row.Class, sides = row.Sides.Select(Cell) }),
        }),
        following = result.Following.Select(following => new
        {
            place = following.Place, loss = CommandContext.Finite(following.Loss), patched = CommandContext.Finite(following.Patched),
            control = CommandContext.Finite(following.ControlMean),
        }),
    };

    private static object Cell(CauseCell cell) => new
    {
        count = cell.Count,
        loss = CommandContext.Finite(cell.Loss),
        change = CommandContext.Json(cell.Change),
        control_mean = CommandContext.Finite(cell.ControlMean),
        control_low = CommandContext.Finite(cell.ControlLow),
        control_high = CommandContext.Finite(cell.ControlHigh),
        ratio = CommandContext.Finite(cell.Ratio),
    };
}
