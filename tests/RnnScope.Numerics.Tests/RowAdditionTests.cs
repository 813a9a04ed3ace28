using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Tests;

public sealed class RowAdditionTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(150)]
    [InlineData(256)]
    public void Add_GroupsOfRows_AddsOneAfterTheOther(int columns)
    {
        const int rows = 5, groups = 3, stride = 272;
        using var buffer = new FloatBuffer(groups * rows * stride);
        var rng = new Rng(7);
        foreach (ref float number in buffer.Span(0, (int)buffer.Length)) number = rng.NextUniform(1);
        float[] sums = [.. Enumerable.Range(0, columns).Select(column => column / 10f)], expected = [.. sums];

        RowBlock backwards = new(buffer, (groups - 1) * rows * stride, stride, -rows * stride);
        for (int group = groups - 1; group >= 0; group--)
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++) expected[column] += buffer.Span((group * rows + row) * stride, stride)[column];
        RowAddition.Add(sums, backwards, rows, groups);

        Assert.Equal(expected, sums);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(33)]
    public void Add_OneRow_ChangesItsNumbersOnly(int length)
    {
        float[] sums = [.. Enumerable.Range(0, 64).Select(i => i / 10f)], row = [.. Enumerable.Range(0, 64).Select(i => i / 7f)];
        float[] expected = [.. sums.Select((sum, i) => i >= 8 && i < 8 + length ? sum + row[i] : sum)];

        RowAddition.Add(sums.AsSpan(8, length), row.AsSpan(8, length));

        Assert.Equal(expected, sums);
    }

    [Fact]
    public void Add_RowsBeyondTheBuffer_Throws()
    {
        using var buffer = new FloatBuffer(3 * 64);
        Assert.Throws<ArgumentOutOfRangeException>(() => RowAddition.Add(new float[64], new RowBlock(buffer, 0, 64), 4, 1));
    }
}
