using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Files;

/// <summary>A network and the symbols that its ids mean; owns the network.</summary>
/// <param name="path">The file it came from.</param>
/// <param name="network">The network, packed and ready to read.</param>
/// <param name="vocabulary">Its symbols.</param>
/// <param name="metadata">All texts of the file.</param>
/// <param name="words">The words that it predicts; null where it predicts the next symbol.</param>
public sealed class Model(
    string path, Network network, Vocabulary vocabulary, IReadOnlyDictionary<string, string> metadata, WordVocabulary? words = null) : IDisposable
{
    /// <summary>The file it came from, as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>The network, packed and ready to read.</summary>
    public Network Network { get; } = network;

    /// <summary>Its symbols; V is <see cref="NetworkShape.Symbols"/>.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>The words that it predicts; null where it predicts the next symbol.</summary>
    public WordVocabulary? Words { get; } = words;

    /// <summary>All texts of the file, those of <see cref="ModelFile"/> and those that were added.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    /// <summary>The ids of a text, in the form that the network was trained on.</summary>
    /// <param name="codes">Byte or scalar values, as a file has them.</param>
    public ushort[] Encode(ReadOnlySpan<int> codes) => Vocabulary.Encode(Words is null ? codes : WordText.Of(codes, Words.Filter).Span);

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Network.Dispose();
}
