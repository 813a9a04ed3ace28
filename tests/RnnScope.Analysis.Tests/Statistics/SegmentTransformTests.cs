using System.Numerics;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Tests.Statistics;

public sealed class SegmentTransformTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(8, 5)]
    [InlineData(64, 19)]
    public void Forward_AnyBlock_IsTheTransformInBitReversedOrder(int rows, int columns)
    {
        (float[] real, float[] imaginary) = (Noise(rows * columns, 1), Noise(rows * columns, 2));
        (float[] transformed, float[] turned) = ([.. real], [.. imaginary]);
        SegmentTransform transform = new(rows);
        transform.Forward(transformed, turned, columns);
        for (int f = 0; f < rows; f++)
        {
            for (int o = 0; o < columns; o++)
            {
                Complex expected = 0;
                for (int s = 0; s < rows; s++)
                    expected += new Complex(real[s * columns + o], imaginary[s * columns + o]) * Complex.FromPolarCoordinates(1, -2 * Math.PI * f * s / rows);
                int row = Reversed(f, rows);
                Assert.Equal(expected.Real, transformed[row * columns + o], 1e-4);
                Assert.Equal(expected.Imaginary, turned[row * columns + o], 1e-4);
            }
        }

        transform.Inverse(transformed, turned, columns);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], transformed[i] / rows, 1e-5);
            Assert.Equal(imaginary[i], turned[i] / rows, 1e-5);
        }
    }

    [Fact]
    public void Forward_MoreColumns_ChangesNoBitOfTheOthers()
    {
        float[] wide = Noise(16 * 21, 3), alone = new float[16];
        for (int row = 0; row < 16; row++) alone[row] = wide[row * 21 + 20];
        float[] wideTurned = new float[wide.Length], aloneTurned = new float[16];
        SegmentTransform transform = new(16);
        transform.Forward(wide, wideTurned, 21);
        transform.Forward(alone, aloneTurned, 1);
        for (int row = 0; row < 16; row++) Assert.Equal((alone[row], aloneTurned[row]), (wide[row * 21 + 20], wideTurned[row * 21 + 20]));
    }

    [Fact]
    public void New_NoPowerOfTwo_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new SegmentTransform(12));

    private static float[] Noise(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    private static int Reversed(int index, int rows)
    {
        int reversed = 0;
        for (int bit = 1; bit < rows; bit *= 2) reversed = 2 * reversed + ((index & bit) != 0 ? 1 : 0);
        return reversed;
    }
}
