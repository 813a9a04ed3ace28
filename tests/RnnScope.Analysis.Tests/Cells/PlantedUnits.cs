using RnnScope.Analysis.Cells;

namespace RnnScope.Analysis.Tests.Cells;

/// <summary>Noise in every unit but those that a test sets; counts what is read.</summary>
internal sealed class PlantedUnits : IUnitValues
{
    private readonly Dictionary<string, float[]> _values = [];
    private long _floatsRead;

    public PlantedUnits(int characters, int seed, params (string Site, int Width)[] sites)
    {
        Characters = characters;
        Sites = sites;
        Random random = new(seed);
        foreach ((string site, int width) in sites)
            _values[site] = [.. Enumerable.Range(0, characters * width).Select(_ => random.NextSingle() * 2 - 1)];
    }

    public int Characters { get; }

    public IReadOnlyList<(string Site, int Width)> Sites { get; }

    public long FloatsRead => _floatsRead;

    public void Plant(string site, int unit, Func<int, float> value)
    {
        int width = Sites.Single(s => s.Site == site).Width;
        for (int i = 0; i < Characters; i++) _values[site][i * width + unit] = value(i);
    }

    public float Noise(string site, int unit, int at) => _values[site][at * Sites.Single(s => s.Site == site).Width + unit];

    /// <summary>A unit's values as traces record them.</summary>
    public float[] Halves(string site, int unit) => [.. Enumerable.Range(0, Characters).Select(i => (float)(Half)Noise(site, unit, i))];

    public void Read(string site, int from, int count, Span<float> destination)
    {
        int width = Sites.Single(s => s.Site == site).Width;
        Assert.Equal(count * width, destination.Length);
        _values[site].AsSpan(from * width, count * width).CopyTo(destination);
        Interlocked.Add(ref _floatsRead, destination.Length);
    }
}
