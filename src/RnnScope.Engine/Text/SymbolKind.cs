namespace RnnScope.Engine.Text;

/// <summary>What one symbol of a text is.</summary>
public enum SymbolKind
{
    /// <summary>A byte, 0 to 255. Any file can be read this way; the 2015 experiments were.</summary>
    Bytes,

    /// <summary>A character in the sense of Unicode: a scalar value, decoded from UTF-8.</summary>
    Characters,
}
