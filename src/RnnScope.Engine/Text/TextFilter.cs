namespace RnnScope.Engine.Text;

/// <summary>What happens to a text before it is cut into words.</summary>
public enum TextFilter
{
    /// <summary>Nothing: a word is whatever stands between white space.</summary>
    None,

    /// <summary>Letters of any alphabet, with their marks, in lower case; everything else separates words.</summary>
    Letters,

    /// <summary>
    /// As the corpus text8 was made of plain text: a to z, upper case lowered, each digit spelled out as a word; everything
    /// else separates words. A text like text8 passes unchanged.
    /// </summary>
    Text8,
}
