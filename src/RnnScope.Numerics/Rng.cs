namespace RnnScope.Numerics;

/// <summary>Seeded random numbers, the same on every machine: xoshiro256** (Blackman &amp; Vigna 2018), seeded by splitmix64.</summary>
/// <remarks>Not for secrets. Not safe for several threads at once.</remarks>
public sealed class Rng
{
    private readonly ulong[] _state = new ulong[4];

    /// <summary>Starts a sequence; equal seeds give equal sequences.</summary>
    public Rng(ulong seed)
    {
        for (int i = 0; i < 4; i++) _state[i] = Mix(seed + (ulong)(i + 1) * 0x9E3779B97F4A7C15);
    }

    /// <summary>A well-scrambled function of its argument: random access into a fixed sequence.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        ulong[] s = _state;
        ulong result = ulong.RotateLeft(s[1] * 5, 7) * 9, t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = ulong.RotateLeft(s[3], 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [-bound, bound).</summary>
    public float NextUniform(float bound) => (float)((2 * NextDouble() - 1) * bound);

    /// <summary>Uniform among 0..count-1.</summary>
    public int NextInt(int count) => (int)(NextDouble() * count);

    /// <summary>Puts items into a random order, every order equally likely (Fisher &amp; Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
