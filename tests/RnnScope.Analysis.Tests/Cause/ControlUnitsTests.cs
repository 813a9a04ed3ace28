using RnnScope.Analysis.Cause;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Tests.Cause;

public sealed class ControlUnitsTests
{
    private static readonly float[] Deviations = [0.9f, 0.1f, 0.52f, 0.5f, 0.2f, 0.47f, 0.5f, 0.8f];

    [Fact]
    public void Match_OneUnit_TakesTheNearest()
    {
        IReadOnlyList<int[]> controls = Match([3], 3);
        Assert.Equal([2, 5, 6], controls.Select(Assert.Single).Order());
        Assert.Equal(controls, Match([3], 3));
        Assert.Contains(Enumerable.Range(2, 20), seed => !controls.SequenceEqual(Match([3], 3, (ulong)seed), Comparer));
    }

    [Fact]
    public void Match_Group_HasAUnitForEachOfItsOwn()
    {
        IReadOnlyList<int[]> controls = Match([0, 3], 2);
        Assert.Equal(2, controls.Count);
        foreach (int[] control in controls)
        {
            Assert.Contains(control[0], (int[])[7, 2]);
            Assert.Contains(control[1], (int[])[6, 2]);
            Assert.Equal(2, control.Distinct().Count());
        }
    }

    [Fact]
    public void Match_UnitsThatAreAlike_AreTakenOnce()
    {
        // Both want 2, 5 and 6 as their nearest.
        foreach (int[] control in Match([3, 6], 4)) Assert.Equal(4, control.Append(3).Append(6).Distinct().Count());
    }

    [Theory]
    [InlineData(7, 100, 7)]
    [InlineData(4, 100, 4)]
    [InlineData(5, 100, 0)]
    [InlineData(8, 100, 0)]
    [InlineData(1, 0, 0)]
    public void Match_SmallSite_HasAsManyAsThereAre(int units, int wanted, int expected)
    {
        int[] treated = [.. Enumerable.Range(0, units == 7 ? 1 : units)];
        Assert.Equal(expected, Match(treated, wanted).Count);
    }

    private static IReadOnlyList<int[]> Match(int[] units, int count, ulong seed = 1) =>
        ControlUnits.Match([.. Deviations.Select(deviation => new UnitStatistics(0, 1, 0, deviation))], units, count, seed);

    private static IEqualityComparer<int[]> Comparer { get; } =
        EqualityComparer<int[]>.Create((a, b) => a!.SequenceEqual(b!), units => units.Length);
}
