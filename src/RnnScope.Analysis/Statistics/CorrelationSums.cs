using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnScope.Analysis.Statistics;

/// <summary>Collects Pearson's correlation of every one of H units with every one of P targets, row after row.</summary>
/// <remarks>
/// Each sum runs over the rows in their order, in double, so neither the size of the blocks nor the width of the machine's
/// vectors changes a bit: vectors go across units, and products are rounded before they are added. Values are taken
/// relative to the first row, which keeps the precision of units that stay far from zero.
/// </remarks>
public sealed class CorrelationSums
{
    private readonly int _units;
    private readonly int _targets;
    private readonly double[] _row;
    private readonly double[] _unitShift;
    private readonly double[] _unitSums;
    private readonly double[] _unitSquares;
    private readonly double[] _targetShift;
    private readonly double[] _targetSums;
    private readonly double[] _targetSquares;
    private readonly double[] _products;

    /// <summary>Begins with no rows.</summary>
    /// <param name="units">H, at least 1.</param>
    /// <param name="targets">P, at least 1.</param>
    public CorrelationSums(int units, int targets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targets, 1);
        (_units, _targets) = (units, targets);
        (_row, _unitShift, _unitSums, _unitSquares) = (new double[units], new double[units], new double[units], new double[units]);
        (_targetShift, _targetSums, _targetSquares) = (new double[targets], new double[targets], new double[targets]);
        _products = new double[checked(units * targets)];
    }

    /// <summary>Rows so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="values">Units, (rows, H).</param>
    /// <param name="targets">Targets, (rows, P).</param>
    /// <exception cref="ArgumentException">The two have different numbers of rows.</exception>
    public void Add(ReadOnlySpan<float> values, ReadOnlySpan<float> targets)
    {
        int rows = values.Length / _units;
        if (values.Length != rows * _units || targets.Length != rows * _targets)
        {
            throw new ArgumentException(
                $"{values.Length} values and {targets.Length} targets are not rows of H = {_units} and P = {_targets}");
        }

        for (int row = 0; row < rows; row++) AddRow(values.Slice(row * _units, _units), targets.Slice(row * _targets, _targets));
    }

    /// <summary>The correlation of a unit with a target over all rows, -1 to 1.</summary>
    /// <returns>NaN where it is not defined: fewer than two rows, a constant column, or a value that is not finite.</returns>
    public double Pearson(int unit, int target) => Correlation.FromSums(
        Count, _unitSums[unit], _unitSquares[unit], _targetSums[target], _targetSquares[target], _products[target * _units + unit]);

    private void AddRow(ReadOnlySpan<float> values, ReadOnlySpan<float> targets)
    {
        if (Count++ == 0)
        {
            for (int unit = 0; unit < _units; unit++) _unitShift[unit] = values[unit];
            for (int target = 0; target < _targets; target++) _targetShift[target] = targets[target];
        }

        for (int unit = 0; unit < _units; unit++) _row[unit] = values[unit] - _unitShift[unit];
        AddScaled(_row, 1, _unitSums);
        AddSquares(_row, _unitSquares);
        for (int target = 0; target < _targets; target++)
        {
            double y = targets[target] - _targetShift[target];
            _targetSums[target] += y;
            _targetSquares[target] += y * y;
            AddScaled(_row, y, _products.AsSpan(target * _units, _units));
        }
    }

    private static void AddScaled(ReadOnlySpan<double> row, double factor, Span<double> sums)
    {
        ReadOnlySpan<Vector<double>> rowVectors = MemoryMarshal.Cast<double, Vector<double>>(row);
        Span<Vector<double>> sumVectors = MemoryMarshal.Cast<double, Vector<double>>(sums);
        for (int i = 0; i < sumVectors.Length; i++) sumVectors[i] += rowVectors[i] * factor;
        for (int i = sumVectors.Length * Vector<double>.Count; i < sums.Length; i++) sums[i] += row[i] * factor;
    }

    private static void AddSquares(ReadOnlySpan<double> row, Span<double> sums)
    {
        ReadOnlySpan<Vector<double>> rowVectors = MemoryMarshal.Cast<double, Vector<double>>(row);
        Span<Vector<double>> sumVectors = MemoryMarshal.Cast<double, Vector<double>>(sums);
        for (int i = 0; i < sumVectors.Length; i++) sumVectors[i] += rowVectors[i] * rowVectors[i];
        for (int i = sumVectors.Length * Vector<double>.Count; i < sums.Length; i++) sums[i] += row[i] * row[i];
    }
}
