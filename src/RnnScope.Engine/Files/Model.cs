using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Files;

/// <summary>A network and the symbols that its ids mean; owns the network.</summary>
/// <param name="path">The file it came from.</param>
/// <param name="network">The network, packed and ready to read.</param>
/// <param name="vocabulary">Its symbols.</param>
/// <param name="metadata">All texts of the file.</param>
public sealed class Model(string path, Network network, Vocabulary vocabulary, IReadOnlyDictionary<string, string> metadata) : IDisposable
{
    /// <summary>The file it came from, as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>The network, packed and ready to read.</summary>
    public Network Network { get; } = network;

    /// <summary>Its symbols; V is <see cref="NetworkShape.Symbols"/>.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>All texts of the file, those of <see cref="ModelFile"/> and those that were added.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Network.Dispose();
}
