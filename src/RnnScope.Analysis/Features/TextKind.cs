using RnnScope.Analysis.Brackets;

namespace RnnScope.Analysis.Features;

/// <summary>What sort of text it is; it decides which properties are looked for.</summary>
public enum TextKind
{
    /// <summary>Whatever <see cref="TextKinds.Choose"/> takes it for.</summary>
    Auto,

    /// <summary>Sentences and paragraphs.</summary>
    Prose,

    /// <summary>Source text like C: C, C++, C#, Java, JavaScript, TypeScript.</summary>
    Code,

    /// <summary>Text with tags or commands in it: HTML, XML, wiki text, LaTeX.</summary>
    Markup,
}

/// <summary>Tells the kinds of text apart.</summary>
public static class TextKinds
{
    // One line of code in two or three ends so; in prose, LaTeX and wiki text hardly any does.
    private const int LinesPerStatement = 10;
    // Wiki text and HTML have one in fifty symbols or so.
    private const int SymbolsPerMark = 500;

    /// <summary>
    /// Code where the text has the braces that <see cref="BracketFinder.Choose"/> asks for and one in ten of the lines that are
    /// not blank ends with <c>;</c> or <c>{</c>, white space behind them aside; else markup where one in 500 symbols begins a tag (<c>&lt;</c> or <c>&lt;/</c> and a letter), <c>[[</c>, <c>{{</c>, or a backslash and a letter;
    /// else prose.
    /// </summary>
    /// <param name="codes">Byte or scalar values.</param>
    /// <returns>Never <see cref="TextKind.Auto"/>.</returns>
    public static TextKind Choose(ReadOnlySpan<int> codes)
    {
        if (BracketFinder.Choose(codes) == BracketMatching.Code && HasStatements(codes)) return TextKind.Code;
        long marks = 0;
        for (int i = 0; i + 1 < codes.Length; i++)
        {
            bool isMark = codes[i] switch
            {
                '<' => IsLetter(codes[i + 1]) || (codes[i + 1] == '/' && i + 2 < codes.Length && IsLetter(codes[i + 2])),
                '\\' => IsLetter(codes[i + 1]),
                '[' or '{' => codes[i + 1] == codes[i],
                _ => false,
            };
            if (isMark) marks++;
        }

        return marks > 0 && marks * SymbolsPerMark >= codes.Length ? TextKind.Markup : TextKind.Prose;
    }

    private static bool HasStatements(ReadOnlySpan<int> codes)
    {
        long lines = 0, statements = 0;
        int last = -1;
        for (int i = 0; i <= codes.Length; i++)
        {
            if (i < codes.Length && codes[i] != '\n')
            {
                if (codes[i] is not (' ' or '\t' or '\r')) last = codes[i];
                continue;
            }

            if (last >= 0) lines++;
            if (last is ';' or '{') statements++;
            last = -1;
        }

        return statements > 0 && statements * LinesPerStatement >= lines;
    }

    private static bool IsLetter(int code) => code is >= 0 and < 0x80 && char.IsAsciiLetter((char)code);
}
