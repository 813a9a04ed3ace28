using System.Text;

namespace RnnScope.Figures;

/// <summary>Text as people can read it and as every file format may hold it.</summary>
internal static class VisibleText
{
    /// <summary>The text with pictures in the place of control characters, and a mark in the place of what is no character.</summary>
    public static string Of(string text)
    {
        if (text.All(character => character is >= ' ' and < '\x7f')) return text;
        StringBuilder visible = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            visible.Append(rune.Value switch
            {
                < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
                0x7f => "\u2421",
                // C1 controls, marks that turn the direction of writing, and what XML forbids.
                (>= 0x80 and < 0xa0) or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 or 0xfffe or 0xffff => "\ufffd",
                _ => rune.ToString(),
            });
        }

        return visible.ToString();
    }
}
