using RnnScope.Analysis.Gates;
using RnnScope.Engine.Tracing;
using RnnScope.Figures;
using RnnScope.Figures.Marks;
using RnnScope.Study.Page;
using RnnScope.Study.Results;

namespace RnnScope.Study.Sections;

/// <summary>The paper's saturation figure, one panel for each gate, and the units that stand out.</summary>
internal sealed class GateSection : StudySection
{
    private const double PanelWidth = 300, PanelHeight = 305;
    private const int MostListed = 12;

    public override string Id => "gates";

    public override string Name => "Gates";

    public override string Question => "Which gates work as switches, which hold on to what they have, and which do nothing?";

    public override string Page => "gates.md";

    public override string Method => FormattableString.Invariant(
        $"While a network reads the test text that its run carries along, the symbols at which each gate of each unit is below {GateLimits.LeftBelow:0.0} (left-saturated) and above {GateLimits.RightAbove:0.0} (right-saturated) are counted. Which gate decides about memory follows from the unit's equations.");

    public override IReadOnlyList<string> Caveats =>
    [
        "A share says nothing about when: a gate that is open at 95 % of the symbols may shut at exactly the one that matters.",
        "A gate is only as important as what it multiplies, and the limits of the lists are conventions.",
    ];

    public override void Write(StudyContext study, SectionBuilder page)
    {
        foreach ((StudyRun run, GateResult result) in Missing.ForEach(page, study.Runs, "the gates", run => GateFacts.Of(study, run)))
        {
            page.Heading($"{run.Name}: {result.Unit}, {result.Layers} × {result.Units} units, over {Words.Count(result.Characters)} symbols");
            if (result.Gates.Count == 0) page.Skip($"saturation; {result.Unit} calls none of its signals a gate");
            else Draw(study, run, result, page.Figures.Count == 0, page);
            Lists(study, run, result, page);
        }
    }

    private void Draw(StudyContext study, StudyRun run, GateResult result, bool isFirst, SectionBuilder page)
    {
        Figure[] panels = [.. result.Gates.GroupBy(gate => gate.Gate.Name).Select(layers => Panel(study, run, [.. layers]))];
        FormattableString first =
            $"<b>Each mark is a unit: to the right, how often its gate is open; upwards, how often it is shut.</b> On the line a gate is a switch, at the origin it works in between. In its networks of three layers the paper saw forget gates at the bottom right, which integrate almost perfectly, and none at the top left; output gates that were never always open or always shut; first layers near the origin, upper layers nearly on the line. In GRUs, reset gates of the first layer were almost never right-saturated and update gates rarely left-saturated (recalled, not checked against its text; its layer 1 is layer 0 here).";
        FormattableString further = $"<b>The gates of {run.Name}, drawn in the same way.</b>";
        page.Figure(isFirst ? first : further, panels);
    }

    private Figure Panel(StudyContext study, StudyRun run, IReadOnlyList<GateSaturation> layers)
    {
        Gate gate = layers[0].Gate;
        List<IMark> marks = [new Reference((0, 1), (1, 0), Palette.Quiet) { Dashes = null }];
        List<LegendEntry> legend = [];
        foreach (GateSaturation layer in layers)
        {
            Paint paint = Palette.Series(layer.Layer);
            marks.Add(new Dots([.. layer.Dots.Select(dot => new Dot(
                dot.Right, dot.Left, FormattableString.Invariant($"{SiteName.Of(dot.Layer, dot.Gate)} unit {dot.Unit}: right {dot.Right:0.000}, left {dot.Left:0.000}"),
                Viewer.Address(study, run, SiteName.Of(dot.Layer, dot.Gate), dot.Unit)))], paint, layer.Layer) { Opacity = 0.65 });
            if (layers.Count > 1) legend.Add(new LegendEntry($"layer {layer.Layer}", paint, layer.Layer));
        }

        string name = $"{Id}-{run.Slug}-{ReportFolder.CleanName(gate.Name)}", title = $"Saturation of {gate.Name}, {gate.Label}, of {run.Name}";
        Plot plot = new(new Axis("share right-saturated (> 0.9)", 0, 1), new Axis("share left-saturated (< 0.1)", 0, 1), marks)
        {
            Legend = legend, Heading = $"{gate.Name}: {gate.Label}", Width = PanelWidth, Height = PanelHeight,
        };
        DataTable data = new(
            ["run", "site", "layer", "gate", "unit", "left_saturated", "right_saturated"],
            [.. layers.SelectMany(layer => layer.Dots).Select(dot => (IReadOnlyList<object?>)[run.Name, SiteName.Of(dot.Layer, dot.Gate), dot.Layer, dot.Gate, dot.Unit, dot.Left, dot.Right])]);
        return new Figure(name, title, plot.Draw(name, title, "One mark per unit: share of the symbols at which its gate is right-saturated, across, and left-saturated, upwards."), data);
    }

    private static void Lists(StudyContext study, StudyRun run, GateResult result, SectionBuilder page)
    {
        Table table = new($"Units that stand out, by number, with the share of the symbols. Limits: {100 * result.Limits.Nearly:0.#} % of the symbols, a range of {result.Limits.DeadRange:0.##}, a correlation of {result.Limits.Duplicate:0.##}", "<what", "units", "<which");
        if (result.Gates.Count > 0)
        {
            Add("integrators: a gate nearly always keeps the state", result.Integrators);
            Add("feed-forward: a gate nearly always drops the state", result.FeedForward);
            Add("always open: another gate nearly always right-saturated", result.AlwaysOpen);
            Add("always shut: another gate nearly always left-saturated", result.AlwaysShut);
        }

        AddRow("dead: the output hardly moves", result.Dead.Count, Shown(result.Dead.Select(dead => Html.Of($"layer {dead.Layer} unit {dead.Unit} ({dead.Minimum:0.00} to {dead.Maximum:0.00})")), result.Dead.Count));
        AddRow("duplicates: pairs whose outputs go together", result.DuplicatePairs, Shown(result.Duplicates.Select(pair => Html.Of($"layer {pair.Layer} units {pair.Unit} and {pair.Other} ({Words.Signed(pair.Correlation, "0.00")})")), result.DuplicatePairs));
        page.Table(table);

        void Add(string what, IEnumerable<GateDot> list)
        {
            GateDot[] dots = [.. list];
            AddRow(what, dots.Length, Html.Join(dots.GroupBy(dot => SiteName.Of(dot.Layer, dot.Gate)).OrderBy(site => site.Key, StringComparer.Ordinal)
                .Select(site => Html.Of($"<code>{site.Key}</code> {Shown(site.Select(dot => Unit(site.Key, dot)), site.Count())}")), "<br />"));
        }

        Html Unit(string site, GateDot dot)
        {
            Html unit = Viewer.Address(study, run, site, dot.Unit) is { } address ? Html.Of($"<a href=\"{address}\">{dot.Unit}</a>") : Html.Of($"{dot.Unit}");
            return Html.Of($"{unit} ({Math.Max(dot.Left, dot.Right):0.00})");
        }

        Html Shown(IEnumerable<Html> items, long count)
        {
            Html shown = Html.Join(items.Take(MostListed), ", ");
            return count > MostListed ? Html.Of($"{shown} and {Words.Count(count - MostListed)} more") : shown;
        }

        void AddRow(string what, long count, Html which) => table.Add(Html.Of($"{what}"), Html.Of($"{Words.Count(count)}"), which);
    }
}
