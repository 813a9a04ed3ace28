using RnnScope.Analysis.Gates;

namespace RnnScope.Commands;

/// <summary>The result of <c>gates</c>, for people and for scripts.</summary>
internal static class GateReport
{
    private const int Shown = 8;

    /// <summary>A row for each gate of each layer, then the lists.</summary>
    public static void Print(TextWriter output, GateResult result)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{result.Unit}, {result.Layers} x {result.Units} units, over {result.Characters:N0} characters of {result.Text}"));
        if (result.Gates.Count > 0) PrintTable(output, result);
        string nearly = FormattableString.Invariant($"{100 * result.Limits.Nearly:0.#} % of the characters or more");
        foreach ((string title, IEnumerable<GateDot> dots) in Lists(result, nearly))
            PrintList(output, title, [.. dots.Select(Named)]);
        PrintList(
            output, FormattableString.Invariant($"dead units: their output stays within {result.Limits.DeadRange:0.###}"),
            [.. result.Dead.Select(dead => FormattableString.Invariant($"layer {dead.Layer} unit {dead.Unit} ({dead.Minimum:0.000} to {dead.Maximum:0.000})"))]);
        PrintList(
            output, FormattableString.Invariant($"duplicates: outputs of two units correlate to {result.Limits.Duplicate:0.###} or more, over {result.ComparedCharacters:N0} characters"),
            [.. result.Duplicates.Select(pair => FormattableString.Invariant($"layer {pair.Layer} units {pair.Unit} and {pair.Other} ({pair.Correlation:+0.000;-0.000})"))],
            result.DuplicatePairs);
    }

    /// <summary>Everything, every dot included.</summary>
    public static object Json(string run, GateResult result) => new
    {
        run,
        text = result.Text,
        characters = result.Characters,
        unit = result.Unit,
        layers = result.Layers,
        units = result.Units,
        left_below = Math.Round(GateLimits.LeftBelow, 6),
        right_above = Math.Round(GateLimits.RightAbove, 6),
        nearly = result.Limits.Nearly,
        dead_range = result.Limits.DeadRange,
        duplicate_correlation = result.Limits.Duplicate,
        compared_characters = result.ComparedCharacters,
        gates = result.Gates.Select(gate => new
        {
            layer = gate.Layer,
            gate = gate.Gate.Name,
            label = gate.Gate.Label,
            keeps = gate.Gate.Memory switch { GateMemory.KeepsWhenOpen => "open", GateMemory.KeepsWhenShut => "shut", _ => null },
            bounded = gate.Gate.IsBounded,
        }),
        dots = result.Gates.SelectMany(gate => gate.Dots),
        integrators = result.Integrators,
        feed_forward = result.FeedForward,
        always_open = result.AlwaysOpen,
        always_shut = result.AlwaysShut,
        dead = result.Dead,
        duplicates = result.Duplicates,
        duplicate_pairs = result.DuplicatePairs,
    };

    private static void PrintTable(TextWriter output, GateResult result)
    {
        int width = Math.Max(4, result.Gates.Max(gate => Title(gate).Length));
        output.WriteLine();
        output.WriteLine($"{"",-7}{"",-3}{new string(' ', width)}  left-saturated (< 0.1)         right-saturated (> 0.9)");
        output.WriteLine($"layer     {"gate".PadRight(width)}  10 %  median  90 %  nearly all  10 %  median  90 %  nearly all");
        foreach (GateSaturation gate in result.Gates)
        {
            output.WriteLine(FormattableString.Invariant(
                $"{gate.Layer,5}     {Title(gate).PadRight(width)}  {Side(gate.Left, result.Limits)}  {Side(gate.Right, result.Limits)}"));
        }

        output.WriteLine();
        output.WriteLine("shares of the characters: of a tenth of the units, half and nine tenths at most so much; then units that are nearly always so");
    }

    private static string Title(GateSaturation gate) => $"{gate.Gate.Name}, {gate.Gate.Label}";

    private static string Side(IReadOnlyList<double> shares, GateLimits limits)
    {
        double[] sorted = [.. shares.Order()];
        double At(double quantile) => sorted[(int)Math.Round(quantile * (sorted.Length - 1))];
        return FormattableString.Invariant($"{At(0.1),4:0.00}  {At(0.5),6:0.00}  {At(0.9),4:0.00}  {shares.Count(share => share >= limits.Nearly),10}");
    }

    private static (string Title, IEnumerable<GateDot> Dots)[] Lists(GateResult result, string nearly) => result.Gates.Count == 0 ? [] :
    [
        ($"integrators: a gate keeps the state at {nearly}", result.Integrators),
        ($"feed-forward: a gate drops the state at {nearly}", result.FeedForward),
        ($"always open: another gate is right-saturated at {nearly}", result.AlwaysOpen),
        ($"always shut: another gate is left-saturated at {nearly}", result.AlwaysShut),
    ];

    private static string Named(GateDot dot) =>
        FormattableString.Invariant($"layers.{dot.Layer}.{dot.Gate} unit {dot.Unit} (left {dot.Left:0.00}, right {dot.Right:0.00})");

    private static void PrintList(TextWriter output, string title, IReadOnlyList<string> items, long? count = null)
    {
        long all = count ?? items.Count;
        output.WriteLine(FormattableString.Invariant($"{title}: {(all == 0 ? "none" : all.ToString("N0", null))}"));
        foreach (string item in items.Take(Shown)) output.WriteLine($"  {item}");
        if (all > Shown) output.WriteLine(FormattableString.Invariant($"  and {all - Shown:N0} more; --json lists them"));
    }
}
