namespace RnnScope.Engine.Text;

/// <summary>A text that a network can learn, divided into three parts.</summary>
public interface ITrainingText
{
    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    string Sha256 { get; }

    /// <summary>The symbols that the network reads.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>The words that it predicts; null where it predicts the next symbol.</summary>
    WordVocabulary? Words { get; }

    /// <summary>What the network learns from.</summary>
    ITextPart Train { get; }

    /// <summary>What decides when to stop, and which weights to keep.</summary>
    ITextPart Validation { get; }

    /// <summary>What nothing was decided on.</summary>
    ITextPart Test { get; }

    /// <summary>Symbols of the test part that the vocabulary lacks.</summary>
    long TestUnknown { get; }
}
