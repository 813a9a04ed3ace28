namespace RnnScope.Numerics.Tests;

public sealed class HalfPrecisionTests
{
    [Fact]
    public void Round_AllKindsOfNumbers_GivesTheBitsOfACast()
    {
        var rng = new Rng(4);
        // Random patterns meet every exponent; ties and the edges of the ranges are given by hand.
        float[] values =
        [
            .. Enumerable.Range(0, 1 << 18).Select(_ => BitConverter.UInt32BitsToSingle((uint)rng.NextBits())),
            .. Enumerable.Range(0, 1 << 16).Select(i => (float)BitConverter.UInt16BitsToHalf((ushort)i)),
            .. Enumerable.Range(0, 1 << 11).Select(i => 1 + (i + 0.5f) / 1024), // ties
            .. Enumerable.Range(0, 1 << 11).Select(i => (i + 0.5f) * 5.9604645e-8f), // ties of subnormals
            65504, 65519, 65520, 65535, 65536, 6.1035156e-5f, 6.0975e-5f, 0, -0f, float.Epsilon, float.NaN, float.PositiveInfinity, float.NegativeInfinity,
        ];
        var halves = new Half[values.Length];
        HalfPrecision.Round(values, halves);
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i])) Assert.True(Half.IsNaN(halves[i]));
            else Assert.Equal(BitConverter.HalfToUInt16Bits((Half)values[i]), BitConverter.HalfToUInt16Bits(halves[i]));
        }
    }

    [Fact]
    public void Round_AnyLength_RoundsAllAndTouchesNothingBehind()
    {
        var rng = new Rng(5);
        for (int length = 0; length < 100; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(_ => rng.NextUniform(10))];
            var halves = new Half[length + 40];
            halves.AsSpan().Fill((Half)77);
            HalfPrecision.Round(values, halves);
            Assert.Equal([.. values.Select(value => (Half)value), .. Enumerable.Repeat((Half)77, 40)], halves);
        }
    }

    [Fact]
    public void Round_TooSmallADestination_IsRefused() =>
        Assert.Throws<ArgumentException>(() => HalfPrecision.Round([1, 2], new Half[1]));
}
