using RnnScope.Analysis.Cells;

namespace RnnScope.Analysis.Tests.Cells;

public sealed class HalfKeysTests
{
    [Fact]
    public void Of_AllHalves_AreInTheirOrder()
    {
        float[] values = [.. Enumerable.Range(0, 1 << 16).Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)).Where(value => !float.IsNaN(value))];
        ushort[] keys = new ushort[values.Length];
        HalfKeys.Of(values, keys);
        Array.Sort(values, keys);
        for (int i = 1; i < keys.Length; i++) Assert.Equal(values[i].CompareTo(values[i - 1]), Math.Sign(keys[i] - keys[i - 1]));
        for (int i = 0; i < keys.Length; i++) Assert.Equal(values[i], HalfKeys.Value(keys[i]));
        Assert.Equal((HalfKeys.Lowest, HalfKeys.Highest), (keys[0], keys[^1]));
    }

    [Fact]
    public void Of_NaN_LiesOutside()
    {
        foreach (int count in new[] { 3, 40 })
        {
            float[] values = [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? float.NaN : -float.NaN)];
            ushort[] keys = new ushort[count];
            HalfKeys.Of(values, keys);
            Assert.All(keys, key => Assert.False(key is >= HalfKeys.Lowest and <= HalfKeys.Highest));
        }
    }
}
