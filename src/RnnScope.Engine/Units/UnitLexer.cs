using System.Globalization;

namespace RnnScope.Engine.Units;

/// <summary>What a token is.</summary>
internal enum TokenKind { Name, Number, Sign, End }

/// <summary>A word, number or sign of one line.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Column, float Number = 0)
{
    public int EndColumn => Column + Text.Length;

    public override string ToString() => Kind == TokenKind.End ? "the end of the line" : $"'{Text}'";
}

/// <summary>Cuts one line of a unit file into tokens; a comment ends it.</summary>
internal static class UnitLexer
{
    private const string Signs = "+-*/(),:='";

    public static List<Token> Read(string path, int lineNumber, string line)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (at < line.Length && line[at] != '#')
        {
            char character = line[at];
            int start = at;
            if (char.IsWhiteSpace(character)) { at++; continue; }
            if (IsNameStart(character))
            {
                while (at < line.Length && (IsNameStart(line[at]) || char.IsAsciiDigit(line[at]))) at++;
                tokens.Add(new(TokenKind.Name, line[start..at], start + 1));
            }
            else if (char.IsAsciiDigit(character) || (character == '.' && at + 1 < line.Length && char.IsAsciiDigit(line[at + 1])))
            {
                at = EndOfNumber(line, at);
                string text = line[start..at];
                if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) || !float.IsFinite(number))
                    throw new UnitException(path, lineNumber, start + 1, $"'{text}' is not a number that fits", "write it like 0.5 or 1e-3");
                tokens.Add(new(TokenKind.Number, text, start + 1, number));
            }
            else if (Signs.Contains(character, StringComparison.Ordinal))
            {
                tokens.Add(new(TokenKind.Sign, character.ToString(), ++at));
            }
            else
            {
                throw new UnitException(path, lineNumber, at + 1, $"unexpected character '{Visible(character)}'",
                    "equations use names, numbers, + - * / ' ( ) , : =");
            }
        }
        tokens.Add(new(TokenKind.End, "", at + 1));
        return tokens;
    }

    private static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character == '_';

    private static string Visible(char character) => char.IsControl(character) ? $"U+{(int)character:X4}" : character.ToString();

    private static int EndOfNumber(string line, int at)
    {
        while (at < line.Length && (char.IsAsciiDigit(line[at]) || line[at] == '.')) at++;
        if (at < line.Length && (line[at] is 'e' or 'E'))
        {
            int exponent = at + 1;
            if (exponent < line.Length && (line[exponent] is '+' or '-')) exponent++;
            if (exponent < line.Length && char.IsAsciiDigit(line[exponent]))
            {
                at = exponent;
                while (at < line.Length && char.IsAsciiDigit(line[at])) at++;
            }
        }
        return at;
    }
}
