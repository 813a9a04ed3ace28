namespace RnnScope.Analysis.Memory;

/// <summary>Which logit is differentiated at each position.</summary>
public enum ConnectivityTarget
{
    /// <summary>That of what is right: the symbol that comes next, or the word; where nobody knows, that of the likeliest.</summary>
    True,

    /// <summary>That of what the network finds likeliest.</summary>
    Likeliest,

    /// <summary>That of one symbol or word, the same at all positions.</summary>
    Symbol,
}

/// <summary>What connectivity is computed of, and how far back.</summary>
public sealed record ConnectivityOptions
{
    /// <summary>Which logit is differentiated; the default is that of what is right.</summary>
    public ConnectivityTarget Target { get; init; }

    /// <summary>The id of the symbol or word, with <see cref="ConnectivityTarget.Symbol"/>.</summary>
    public int Symbol { get; init; }

    /// <summary>The largest distance that is computed; null, the default, goes back to the beginning.</summary>
    public int? Horizon { get; init; }

    /// <summary>Threads to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Throws unless every number is in range.</summary>
    /// <param name="outputs">K.</param>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public ConnectivityOptions Validated(int outputs)
    {
        if (Target == ConnectivityTarget.Symbol && (Symbol < 0 || Symbol >= outputs))
            throw new ArgumentException($"target: expected an id of what is predicted, 0 to {outputs - 1}, found {Symbol}");
        if (Horizon < 0) throw new ArgumentException($"horizon: expected 0 or more, found {Horizon}");
        if (Threads < 1) throw new ArgumentException($"threads: expected 1 or more, found {Threads}");
        return this;
    }
}
