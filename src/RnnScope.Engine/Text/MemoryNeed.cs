namespace RnnScope.Engine.Text;

/// <summary>Refuses work that would not fit in memory before it begins, instead of ending somewhere in it.</summary>
public static class MemoryNeed
{
    /// <summary>Throws when something needs more memory than the machine, or the limit it runs under, has.</summary>
    /// <param name="what">What needs it, as the subject of a sentence.</param>
    /// <param name="bytes">How much.</param>
    /// <param name="hint">What to do instead.</param>
    /// <exception cref="TextException">There is less; says how much is needed.</exception>
    public static void Require(string what, double bytes, string hint)
    {
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > available)
            throw new TextException(FormattableString.Invariant($"{what}: needs {bytes / 1e9:0.0} GB of memory, there are {available / 1e9:0.0}"), hint);
    }

    /// <summary>The length of an array for the symbols of a text or a part of it.</summary>
    /// <param name="what">What the symbols are of, as the subject of a sentence.</param>
    /// <param name="symbols">How many.</param>
    /// <param name="bytes">Bytes that each takes.</param>
    /// <exception cref="TextException">They do not fit in memory, or are more than an array can have.</exception>
    public static int Array(string what, long symbols, int bytes)
    {
        const string Hint = "use a shorter text: only training, traces and gates read texts that are larger than memory";
        if (symbols > System.Array.MaxLength)
            throw new TextException($"{what}: {symbols} symbols, at most {System.Array.MaxLength} can be in memory at once", Hint);
        Require(what, (double)symbols * bytes, Hint);
        return (int)symbols;
    }
}
