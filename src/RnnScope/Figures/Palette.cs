using System.Text;

namespace RnnScope.Figures;

/// <summary>The colours of all figures. Series can be told apart with every kind of colour blindness (after Okabe and Ito 2008).</summary>
internal static class Palette
{
    /// <summary>What a figure stands on.</summary>
    public static Paint Paper { get; } = new("paper", "#ffffff", "#1c1d20");

    /// <summary>Words and numbers.</summary>
    public static Paint Ink { get; } = new("ink", "#1d1c1a", "#e8e5de");

    /// <summary>What matters less.</summary>
    public static Paint Quiet { get; } = new("quiet", "#68645c", "#a5a199");

    /// <summary>Grid lines.</summary>
    public static Paint Grid { get; } = new("grid", "#e3dfd6", "#35363a");

    /// <summary>The yardstick that everything else is compared with.</summary>
    public static Paint Baseline { get; } = new("baseline", "#6b6b6b", "#a8a8a8");

    /// <summary>
    /// Series in their order. The first three are the paper's red, green and blue of layers, moved to where everybody can tell
    /// them apart; on white and on dark all have a contrast of 3 to 1 or more.
    /// </summary>
    private static readonly Paint[] All =
    [
        new("series0", "#d55e00", "#f08a4b"),
        new("series1", "#00916a", "#3cc9a0"),
        new("series2", "#0072b2", "#57b1ea"),
        new("series3", "#b65f95", "#de9cc0"),
        new("series4", "#a87400", "#edb54a"),
        new("series5", "#3f93c6", "#9ad2f2"),
        new("series6", "#5b5bb5", "#a9a9f0"),
    ];

    /// <summary>How many series there are before colours come again.</summary>
    public static int Count => All.Length;

    /// <summary>The colour of a series; after the last one they come again.</summary>
    public static Paint Series(int index) => All[index % All.Length];

    /// <summary>Rules that let figures within a page follow its colours.</summary>
    public static string Style()
    {
        Paint[] paints = [Paper, Ink, Quiet, Grid, Baseline, .. All];
        StringBuilder style = new();
        style.Append(":root{").AppendJoin("", paints.Select(paint => $"--{paint.Name}:{paint.Light};")).Append("}\n");
        style.Append("@media (prefers-color-scheme:dark){:root{").AppendJoin("", paints.Select(paint => $"--{paint.Name}:{paint.Dark};")).Append("}}\n");
        // Paper is white whatever the screen was.
        style.Append("@media print{:root{").AppendJoin("", paints.Select(paint => $"--{paint.Name}:{paint.Light};")).Append("}}\n");
        foreach (Paint paint in paints) style.Append($".fill-{paint.Name}{{fill:var(--{paint.Name})}}.stroke-{paint.Name}{{stroke:var(--{paint.Name})}}\n");
        return style.ToString();
    }
}
