using RnnScope.Numerics.Memory;
using RnnScope.Numerics.Products;

namespace RnnScope.Numerics.Tests;

public sealed class ProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 40, 512)] // few rows: tiles as wide as several panels
    [InlineData(1, 33, 300)] // and what is left behind the last wide tile
    [InlineData(2, 64, 400)]
    [InlineData(3, 20, 272)]
    [InlineData(3, 7, 16)]
    [InlineData(4, 9, 200)]
    [InlineData(6, 31, 144)]
    [InlineData(50, 64, 87)]
    [InlineData(13, 65, 100)]
    [InlineData(100, 128, 512)]
    public void Multiply_AnyShape_IsAChainOfFusedMultiplyAdds(int rows, int k, int n)
    {
        var rng = new Rng(7);
        int padded = (n + 15) / 16 * 16;
        using var a = Random(rng, rows * (k + 3));
        using var c = Random(rng, rows * padded);
        float[] b = Enumerable.Range(0, k * n).Select(_ => rng.NextUniform(1)).ToArray();
        using var packed = new PackedMatrix(k, n);
        packed.Pack(b, k, n, 0, 0);
        float[] before = c.Span(0, rows * padded).ToArray();

        MatrixProduct.Multiply(new(a, 0, k + 3), rows, packed, new RowBlock(c, 0, padded), new(c, 0, padded));

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < n; column++)
            {
                float expected = before[row * padded + column];
                for (int i = 0; i < k; i++)
                    expected = MathF.FusedMultiplyAdd(a.Span(row * (k + 3) + i, 1)[0], b[i * n + column], expected);
                Assert.Equal(expected, c.Span(row * padded + column, 1)[0]); // the same bits, not nearly
            }
        }
    }

    [Fact]
    public void Multiply_StrideZeroInit_AddsABiasToEveryRow()
    {
        using var a = new FloatBuffer(20);
        using var bias = new FloatBuffer(16);
        using var c = new FloatBuffer(160);
        bias.Span(0, 16).Fill(3);
        using var packed = new PackedMatrix(2, 16);
        MatrixProduct.Multiply(new(a, 0, 2), 10, packed, new RowBlock(bias, 0, 0), new(c, 0, 16));
        Assert.All(c.Span(0, 160).ToArray(), value => Assert.Equal(3, value));
    }

    [Fact]
    public void PackTransposed_MultipliesByTheTranspose()
    {
        var rng = new Rng(3);
        float[] b = Enumerable.Range(0, 5 * 40).Select(_ => rng.NextUniform(1)).ToArray(); // (5, 40)
        float[] transposed = new float[200];
        for (int i = 0; i < 5; i++)
            for (int j = 0; j < 40; j++) transposed[j * 5 + i] = b[i * 40 + j];
        using var one = new PackedMatrix(40, 5);
        using var two = new PackedMatrix(40, 5);
        one.PackTransposed(b, 5, 40, 0, 0);
        two.Pack(transposed, 40, 5, 0, 0);
        using var a = Random(rng, 40 * 3);
        using var c = new FloatBuffer(48);
        using var d = new FloatBuffer(48);
        MatrixProduct.Multiply(new(a, 0, 40), 3, one, null, new(c, 0, 16));
        MatrixProduct.Multiply(new(a, 0, 40), 3, two, null, new(d, 0, 16));
        Assert.Equal(d.Span(0, 48).ToArray(), c.Span(0, 48).ToArray());
    }

    [Theory]
    [InlineData(1, 1, 16, 1)]
    [InlineData(700, 30, 96, 2)]
    [InlineData(193, 13, 112, 3)]
    [InlineData(20, 500, 48, 1)]
    public void WeightGradient_AnySplitOfColumns_SumsRowsInOrder(int rows, int m, int n, int workers)
    {
        var rng = new Rng(11);
        using var a = Random(rng, rows * m);
        using var d = Random(rng, rows * n);
        using var gradient = new PackedMatrix(m, n);
        using var summer = new WeightGradient();
        int panels = (n + 31) / 32;
        for (int worker = 0; worker < workers; worker++)
        {
            (int from, int to) = WorkerPool.Share(panels, worker, workers);
            summer.Accumulate(new(a, 0, m), new(d, 0, n), rows, from * 32, Math.Min(n, to * 32), gradient);
        }
        float[] sums = new float[m * n];
        gradient.Unpack(sums, m, n, 0, 0);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float expected = 0;
                for (int row = 0; row < rows; row++)
                    expected = MathF.FusedMultiplyAdd(a.Span(row * m + i, 1)[0], d.Span(row * n + j, 1)[0], expected);
                Assert.Equal(expected, sums[i * n + j]);
            }
        }
    }

    [Fact]
    public void WeightGradient_GroupsBackwards_SumsThemInThatOrder()
    {
        const int rows = 150, groups = 4, m = 5, n = 32, gap = 7;
        var rng = new Rng(5);
        using var a = Random(rng, groups * (rows * m + gap));
        using var d = Random(rng, groups * rows * n);
        using var gradient = new PackedMatrix(m, n);
        using var summer = new WeightGradient();
        RowBlock inputs = new(a, 0, m, rows * m + gap), adjoints = new(d, 0, n, rows * n);
        summer.Accumulate(inputs.Backwards(groups - 1), adjoints.Backwards(groups - 1), rows, 0, n, gradient, groups);
        float[] sums = new float[m * n];
        gradient.Unpack(sums, m, n, 0, 0);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float expected = 0;
                for (int group = groups - 1; group >= 0; group--)
                    for (int row = 0; row < rows; row++)
                        expected = MathF.FusedMultiplyAdd(inputs.Group(group).Row(row, m)[i], adjoints.Group(group).Row(row, n)[j], expected);
                Assert.Equal(expected, sums[i * n + j]);
            }
        }
    }

    [Theory]
    [InlineData(13)]
    [InlineData(1)] // groups of one row are multiplied like rows
    public void Multiply_Groups_GiveWhatEachGroupGivesAlone(int rows)
    {
        const int groups = 3, k = 20, n = 48;
        var rng = new Rng(6);
        using var a = Random(rng, groups * rows * k);
        using var together = new FloatBuffer(groups * rows * n);
        using var alone = new FloatBuffer(groups * rows * n);
        using var packed = new PackedMatrix(k, n);
        using var bias = Random(rng, n);
        packed.Pack([.. Enumerable.Range(0, k * n).Select(_ => rng.NextUniform(1))], k, n, 0, 0);
        RowBlock inputs = new(a, 0, k, rows * k), results = new(alone, 0, n, rows * n), init = new(bias, 0, 0);
        MatrixProduct.Multiply(inputs, rows, packed, init, new(together, 0, n, rows * n), groups);
        for (int group = 0; group < groups; group++) MatrixProduct.Multiply(inputs.Group(group), rows, packed, init, results.Group(group));
        Assert.Equal(alone.Span(0, groups * rows * n).ToArray(), together.Span(0, groups * rows * n).ToArray());
        Assert.Contains(together.Span(0, groups * rows * n).ToArray(), value => value != 0);
    }

    [Fact]
    public void Multiply_RowsOutsideTheBuffer_IsRefused()
    {
        using var small = new FloatBuffer(16);
        using var packed = new PackedMatrix(16, 16);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => MatrixProduct.Multiply(new(small, 0, 16), 2, packed, null, new(small, 0, 16)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => MatrixProduct.Multiply(new(small, 0, 16, -16), 1, packed, null, new(small, 0, 16), groups: 2));
    }

    private static FloatBuffer Random(Rng rng, int count)
    {
        var buffer = new FloatBuffer(count);
        foreach (ref float value in buffer.Span(0, count)) value = rng.NextUniform(1);
        return buffer;
    }
}
