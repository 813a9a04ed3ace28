namespace RnnScope.Engine.Text;

/// <summary>What a network is asked to predict at a symbol: the id of a symbol or of a word, or nothing.</summary>
public static class Target
{
    /// <summary>The target that does not count: no loss, no gradient. No symbol and no word has this id.</summary>
    public const ushort None = ushort.MaxValue;
}
