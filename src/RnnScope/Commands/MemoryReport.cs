using RnnScope.Analysis.Memory;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Networks;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>memory</c> over a text, as tables.</summary>
/// <param name="output">Receives the lines.</param>
internal sealed class MemoryReport(TextWriter output)
{
    private static readonly int[] ShownDistances = [0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000];

    public void Write(Run run, MemoryResult result)
    {
        NetworkShape shape = run.Model.Network.Shape;
        Line($"{shape.Unit.Name}, {shape.Layers} x {shape.Units} units, on {Failure.OneLine(result.Text)}: {result.Characters:N0} symbols, of which {result.Positions.Count:N0} positions are sampled");
        Horizon(result.Horizon);
        Distances(result.Connectivity);
        Classes(result.Connectivity.Classes);
        Words(result.Connectivity.Words);
        Units(result.Units);
    }

    /// <summary>A class in words.</summary>
    public static string Name(CharacterClass kind) => kind.ToString().ToLowerInvariant();

    /// <summary>How many symbols a network uses, as in 50 or over 500; empty where nothing was tried.</summary>
    public static string Used(MemoryHorizon horizon) => horizon.Contexts.Count == 0 ? "" : horizon.Used is { } used
        ? FormattableString.Invariant($"{used:N0}")
        : FormattableString.Invariant($"over {horizon.Contexts[^1].Symbols:N0}");

    /// <summary>Which n-gram model a network equals; empty where there were none.</summary>
    public static string Worth(NGramWorth? worth) => worth switch
    {
        null => "",
        { IsBetterThanAll: true } => "better than all n-gram models tried",
        { IsWorseThanAll: true } => "worse than all n-gram models tried",
        { Context: var n } => FormattableString.Invariant($"worth an n-gram model with {n:0.#} symbols of context"),
    };

    private void Horizon(MemoryHorizon horizon)
    {
        Line($"");
        Line($"memory horizon: the loss when only the last symbols are read");
        Line($"symbols    loss   more than with all");
        foreach (ContextLoss row in horizon.Contexts)
            Line($"{row.Symbols,7:N0}{row.Loss.Estimate,8:F4}{row.Lost.Estimate,11:+0.0000;-0.0000;0.0000}  ({row.Lost.Low:+0.0000;-0.0000;0.0000} to {row.Lost.High:+0.0000;-0.0000;0.0000})");
        Line($"{"all",7}{horizon.FullLoss.Estimate,8:F4}             ({horizon.FullLoss.Low:F4} to {horizon.FullLoss.High:F4})");
        if (horizon.NGrams.Count > 0)
            Line($"n-gram models, n: loss   {string.Join("  ", horizon.NGrams.Select(row => FormattableString.Invariant($"{row.Context}: {row.Loss.Estimate:F3}")))}");
        string uses = horizon.Contexts.Count == 0 ? "" : $"uses {Used(horizon)} symbols", worth = Worth(horizon.Worth);
        if (uses.Length + worth.Length > 0) Line($"{string.Join("; ", new[] { worth, uses }.Where(part => part.Length > 0))}");
    }

    private void Distances(ConnectivitySummary summary)
    {
        string target = summary.Target switch
        {
            ConnectivityTarget.True => "the symbol that comes",
            ConnectivityTarget.Likeliest => "the likeliest symbol",
            _ => "one symbol",
        };
        Line($"");
        Line($"connectivity: the norm of the gradient of the logit of {target}, by distance from the symbol read last");
        Line($"distance      10 %    median      90 %    share   up to here");
        double sum = 0;
        foreach (DistanceConnectivity row in summary.Distances)
        {
            sum += row.Share;
            if (ShownDistances.Contains(row.Distance) || row.Distance == summary.Horizon)
                Line($"{row.Distance,8:N0}{Norm(row.Tenth)}{Norm(row.Median)}{Norm(row.NineTenths)}{100 * row.Share,7:0.00} %{100 * sum,9:0.00} %");
        }

        Line($"beyond distance {summary.Horizon:N0} went {100 * summary.Remaining.Estimate:0.##} % ({100 * summary.Remaining.Low:0.##} to {100 * summary.Remaining.High:0.##} %) of the gradient with respect to the states");
    }

    private void Classes(IReadOnlyList<ClassConnectivity> classes)
    {
        Line($"");
        Line($"class          symbols     share   by distance alone   ratio");
        foreach (ClassConnectivity row in classes)
            Line($"{Name(row.Class),-12}{100 * row.Symbols,8:0.0} %{100 * row.Share.Estimate,8:0.0} %{100 * row.Expected,18:0.0} %{row.Ratio.Estimate,8:0.00}  ({row.Ratio.Low:0.00} to {row.Ratio.High:0.00})");
    }

    private void Words(IReadOnlyList<WordConnectivity> words)
    {
        if (words.Count == 0) return;
        Line($"");
        Line($"share before the current word, by symbols of it that were read; right gave the true symbol a half or more");
        Line($"read       right                              wrong");
        foreach (WordConnectivity row in words)
            Line($"{row.SymbolsRead,3}{(row == words[^1] && words.Count > 5 ? "+" : " ")} {row.Right,11:N0}   {Percent(row.OutsideWhenRight),-20}{row.Wrong,10:N0}   {Percent(row.OutsideWhenWrong)}");
    }

    private void Units(IReadOnlyList<UnitMemory> layers)
    {
        Line($"");
        Line($"how long units remember, in symbols        10 %   median     90 %");
        foreach (UnitMemory layer in layers)
        {
            foreach (GateMemoryLength gate in layer.Gates) Row($"layer {layer.Layer}, by what {gate.Gate} keeps on average", gate.Symbols);
            Row($"layer {layer.Layer}, by autocorrelation of h", [.. layer.Autocorrelation.Where(lag => !double.IsNaN(lag))]);
        }

        void Row(string name, IReadOnlyList<double> lengths)
        {
            double[] sorted = [.. lengths.Order()];
            if (sorted.Length == 0) return;
            Line($"{name,-40}{Length(0.1)}{Length(0.5)}{Length(0.9)}");

            string Length(double quantile)
            {
                double value = sorted[(int)Math.Round(quantile * (sorted.Length - 1))];
                return (double.IsFinite(value) ? FormattableString.Invariant($"{value:0.0}") : "more").PadLeft(9);
            }
        }
    }

    private static string Norm(double norm) => FormattableString.Invariant($"{norm:G3}").PadLeft(10);

    private static string Percent(Interval share) => double.IsNaN(share.Estimate) ? ""
        : FormattableString.Invariant($"{100 * share.Estimate:0.0} % ({100 * share.Low:0.0} to {100 * share.High:0.0})");

    private void Line(FormattableString line) => output.WriteLine(FormattableString.Invariant(line));
}
