namespace RnnScope.Analysis.Cells;

/// <summary>What a network's units did over a text: a recorded trace, or a network that is reading. Many threads may read at once.</summary>
public interface IUnitValues
{
    /// <summary>Symbols of the text.</summary>
    int Characters { get; }

    /// <summary>The sites that can be read, with their numbers of units.</summary>
    IReadOnlyList<(string Site, int Width)> Sites { get; }

    /// <summary>Reads all units of a site over a stretch of the text.</summary>
    /// <param name="site">One of <see cref="Sites"/>.</param>
    /// <param name="from">The first symbol; the values at p are those after symbol p was read.</param>
    /// <param name="count">How many symbols.</param>
    /// <param name="destination">Receives the values, (count, width).</param>
    void Read(string site, int from, int count, Span<float> destination);
}
