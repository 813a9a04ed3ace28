namespace RnnScope.Engine.Text;

/// <summary>How a text is laid out as parallel streams and divided into training, validation and test parts.</summary>
public enum SplitLayout
{
    /// <summary>
    /// The layout of the 2015 experiments: the text is cut into B streams, and each stream is divided along time. All parts
    /// come from all over the text.
    /// </summary>
    Streams,

    /// <summary>The text is divided first: its beginning trains, its end tests. Each part is then cut into streams.</summary>
    Contiguous,

    /// <summary>Only for words to predict: observations of whole words in a random order (<see cref="WordSplit"/>).</summary>
    Observations,
}
