namespace RnnScope.Engine.Tracing;

/// <summary>Learned vectors that change from symbol to symbol of a text, instead of being the same at every step.</summary>
/// <remarks>Asked by several threads at once, each for its own places.</remarks>
public interface IVectorTrack
{
    /// <summary>Writes what the vectors of a layer are when a symbol is read.</summary>
    /// <param name="place">The place of the symbol in the text; warm-ups and padding ask for places outside of it, too.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="vectors">Receives all of them, (P, lanes): one after the other, each padded to whole vectors.</param>
    void Write(int place, int layer, Span<float> vectors);
}
