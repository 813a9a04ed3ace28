using System.Globalization;
using System.Text;
using RnnScope.Analysis.Errors.Words;

namespace RnnScope.Analysis.Features;

/// <summary>
/// Words, their letters, and sentences. A word is what the error ledger takes for one: a longest run of letters, digits,
/// underscores, and single apostrophes between them.
/// </summary>
internal static class WordTracks
{
    /// <summary>1 in words.</summary>
    public static float[] Inside(ScannedText text) => Where(text, static kind => kind.IsInWord());

    /// <summary>1 at punctuation.</summary>
    public static float[] Punctuation(ScannedText text) => Where(text, static kind => kind.IsPunctuation());

    /// <summary>1 at white space.</summary>
    public static float[] Space(ScannedText text) => Where(text, static kind => kind == SymbolClass.Space);

    /// <summary>1 at capitals.</summary>
    public static float[] Capital(ScannedText text) => Where(text, IsCapital);

    /// <summary>1 at digits.</summary>
    public static float[] Digit(ScannedText text) => Where(text, IsDigit);

    /// <summary>Symbols of the word so far.</summary>
    public static float[] Position(ScannedText text)
    {
        float[] track = new float[text.Length];
        int position = 0;
        for (int i = 0; i < track.Length; i++)
        {
            position = text.Classes[i].IsInWord() ? position + 1 : 0;
            track[i] = position;
        }

        return track;
    }

    /// <summary>1 at the first symbol of a word.</summary>
    public static float[] Start(ScannedText text)
    {
        float[] track = Position(text);
        for (int i = 0; i < track.Length; i++) track[i] = track[i] == 1 ? 1 : 0;
        return track;
    }

    /// <summary>Words begun since the last line feed.</summary>
    public static float[] OfLine(ScannedText text)
    {
        float[] track = Start(text);
        float words = 0;
        for (int i = 0; i < track.Length; i++)
        {
            words = text.Characters[i] == '\n' ? 0 : words + track[i];
            track[i] = words;
        }

        return track;
    }

    /// <summary>1 in words that began with a capital.</summary>
    public static float[] Capitalised(ScannedText text)
    {
        float[] track = Position(text), capital = Capital(text);
        float began = 0;
        for (int i = 0; i < track.Length; i++)
        {
            if (track[i] <= 1) began = track[i] == 1 ? capital[i] : 0;
            track[i] = began;
        }

        return track;
    }

    /// <summary>1 from the second capital of a word on, up to its first letter that is none.</summary>
    public static float[] InCapitals(ScannedText text)
    {
        float[] track = Position(text), capital = Capital(text);
        int capitals = 0;
        bool isBroken = false;
        for (int i = 0; i < track.Length; i++)
        {
            if (track[i] <= 1) (capitals, isBroken) = (0, false);
            if (capital[i] == 1 && text.Characters[i] != CharacterReader.GoesOn) capitals++;
            isBroken |= text.Characters[i] is var code && code >= 0 && Rune.IsLower(new Rune(code));
            track[i] = track[i] > 0 && capitals > 1 && !isBroken ? 1 : 0;
        }

        return track;
    }

    /// <summary>Symbols since white space behind the end of a sentence, or since a blank line.</summary>
    public static float[] InSentence(ScannedText text)
    {
        float[] track = LineTracks.InParagraph(text.Characters);
        int position = 0;
        bool isEnded = false;
        for (int i = 0; i < track.Length; i++)
        {
            SymbolClass kind = text.Classes[i];
            bool isNew = track[i] == 0 || (isEnded && kind == SymbolClass.Space);
            position = isNew ? 0 : position + 1;
            // Quotation marks and brackets may stand between the full stop and the space.
            isEnded = text.Characters[i] is '.' or '!' or '?'
                || (isEnded && (kind == SymbolClass.Quote || text.Characters[i] is ')' or ']' or CharacterReader.GoesOn));
            track[i] = position;
        }

        return track;
    }

    private static bool IsCapital(int code) => code is >= 0 and < 0x80
        ? char.IsAsciiLetterUpper((char)code)
        : code >= 0x80 && Rune.GetUnicodeCategory(new Rune(code)) is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsDigit(int code) => code is >= 0 and < 0x80 ? char.IsAsciiDigit((char)code) : code >= 0x80 && Rune.IsDigit(new Rune(code));

    private static float[] Where(ScannedText text, Func<SymbolClass, bool> holds)
    {
        float[] track = new float[text.Length];
        for (int i = 0; i < track.Length; i++) track[i] = holds(text.Classes[i]) ? 1 : 0;
        return track;
    }

    /// <summary>All bytes of a character have what it has.</summary>
    private static float[] Where(ScannedText text, Func<int, bool> holds)
    {
        float[] track = new float[text.Length];
        float value = 0;
        for (int i = track.Length - 1; i >= 0; i--)
        {
            int code = text.Characters[i];
            if (code != CharacterReader.GoesOn) value = holds(code) ? 1 : 0;
            track[i] = value;
        }

        return track;
    }
}
