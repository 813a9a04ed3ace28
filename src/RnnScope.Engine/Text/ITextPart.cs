namespace RnnScope.Engine.Text;

/// <summary>The training, validation or test part of a text, as a network reads it: windows of B streams of T symbols.</summary>
public interface ITextPart
{
    /// <summary>B, parallel streams.</summary>
    int Streams { get; }

    /// <summary>T, symbols of one window.</summary>
    int Steps { get; }

    /// <summary>Windows of B x T places.</summary>
    int Windows { get; }

    /// <summary>Whether each stream goes on in the next window; where not, every window starts from zero states.</summary>
    bool CarriesState { get; }

    /// <summary>How much there is in the whole part.</summary>
    PartCount Total => CountBefore(Windows);

    /// <summary>How much there is in the windows before one.</summary>
    /// <param name="window">0..<see cref="Windows"/>.</param>
    PartCount CountBefore(int window);

    /// <summary>Gives one window to a network.</summary>
    /// <param name="window">0..<see cref="Windows"/>-1.</param>
    /// <param name="inputs">Receives ids, (T, B): the symbol of stream b at step t is <c>inputs[t * B + b]</c>.</param>
    /// <param name="targets">Receives what to predict there, (T, B): ids, or <see cref="Target.None"/>.</param>
    void Fill(int window, Span<ushort> inputs, Span<ushort> targets);

    /// <summary>The ids of the part's symbols in the order in which people would read them; a new array.</summary>
    /// <param name="most">How many are wanted, from the beginning; fewer when the part is shorter.</param>
    /// <exception cref="TextException">They do not fit in memory.</exception>
    ushort[] ReadingOrder(long most = long.MaxValue);
}

/// <summary>How much there is in some windows.</summary>
/// <param name="Characters">Symbols of the text.</param>
/// <param name="Targets">Predictions that count.</param>
public readonly record struct PartCount(long Characters, long Targets);
