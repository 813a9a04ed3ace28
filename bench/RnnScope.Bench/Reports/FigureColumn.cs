using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RnnScope.Bench.Reports;

/// <summary>A column of a suite's table: a figure made from the parameters of a benchmark and its median time.</summary>
/// <param name="name">The heading.</param>
/// <param name="legend">What the figure means.</param>
/// <param name="format">How it is written, as for <see cref="double.ToString(string)"/>.</param>
/// <param name="figure">Makes it from the benchmark and the median time of one call in seconds.</param>
internal sealed class FigureColumn(string name, string legend, string format, Func<BenchmarkCase, double, double> figure) : IColumn
{
    /// <summary>The median time itself, in microseconds.</summary>
    public static FigureColumn Microseconds { get; } = new("µs", "median time of one call", "N1", (_, seconds) => seconds * 1e6);

    public string Id => $"{nameof(FigureColumn)}.{name}";

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => summary[benchmarkCase]?.ResultStatistics is { } times
        ? figure(benchmarkCase, times.Median / 1e9).ToString(format, CultureInfo.InvariantCulture)
        : "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
