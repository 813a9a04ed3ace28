using System.Globalization;
using System.Text;

namespace RnnScope.Engine.Text;

/// <summary>Names for symbols in tables and on axes.</summary>
internal static class SymbolName
{
    /// <summary>The symbol itself where it has a shape of its own; '␣', an escape, or its number elsewhere.</summary>
    public static string Of(int code, SymbolKind kind) => code switch
    {
        Vocabulary.UnknownCode => "\ufffd",
        ' ' => "␣",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\0' => "\\0",
        _ when kind == SymbolKind.Bytes && code is < 32 or > 126 => $"0x{code:x2}",
        _ => HasShape(new Rune(code)) ? new Rune(code).ToString() : $"U+{code:X4}",
    };

    private static bool HasShape(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
