namespace RnnScope.Analysis.Memory;

/// <summary>Which logit is differentiated at each position.</summary>
public enum ConnectivityTarget
{
    /// <summary>That of the symbol that comes next.</summary>
    True,

    /// <summary>That of the symbol that the network finds likeliest.</summary>
    Likeliest,

    /// <summary>That of one symbol, the same at all positions.</summary>
    Symbol,
}

/// <summary>What connectivity is computed of, and how far back.</summary>
public sealed record ConnectivityOptions
{
    /// <summary>Which logit is differentiated; the default is that of the true next symbol.</summary>
    public ConnectivityTarget Target { get; init; }

    /// <summary>The id of the symbol, with <see cref="ConnectivityTarget.Symbol"/>.</summary>
    public int Symbol { get; init; }

    /// <summary>The largest distance that is computed; null, the default, goes back to the beginning.</summary>
    public int? Horizon { get; init; }

    /// <summary>Threads to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Throws unless every number is in range.</summary>
    /// <param name="symbols">V.</param>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public ConnectivityOptions Validated(int symbols)
    {
        if (Target == ConnectivityTarget.Symbol && (Symbol < 0 || Symbol >= symbols))
            throw new ArgumentException($"target: expected the id of a symbol, 0 to {symbols - 1}, found {Symbol}");
        if (Horizon < 0) throw new ArgumentException($"horizon: expected 0 or more, found {Horizon}");
        if (Threads < 1) throw new ArgumentException($"threads: expected 1 or more, found {Threads}");
        return this;
    }
}
