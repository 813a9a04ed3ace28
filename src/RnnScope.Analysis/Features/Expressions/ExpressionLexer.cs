using System.Globalization;
using System.Text;

namespace RnnScope.Analysis.Features.Expressions;

/// <summary>Cuts an expression into tokens.</summary>
internal static class ExpressionLexer
{
    private const string EscapeHint = @"known: \n \t \r \\ \"" \' \/ \u0041 \u{1F600}; write \\ for a backslash";

    private static readonly string[] Signs = ["<=", ">=", "!=", "==", "<", ">", "=", "+", "-", "*", "(", ")", ","];

    /// <summary>All tokens, the last one being the end.</summary>
    /// <param name="source">The expression.</param>
    /// <exception cref="PropertyException">Something is no token.</exception>
    public static List<ExpressionToken> Read(string source)
    {
        List<ExpressionToken> tokens = [];
        for (int at = 0; ;)
        {
            while (at < source.Length && char.IsWhiteSpace(source[at])) at++;
            if (at == source.Length) break;
            ExpressionToken token = Next(source, at, out int end);
            tokens.Add(token);
            at = end;
        }

        tokens.Add(new ExpressionToken(ExpressionTokenKind.End, "", source.Length + 1));
        return tokens;
    }

    private static ExpressionToken Next(string source, int from, out int end)
    {
        char first = source[from];
        end = from;
        if (first is '"' or '\'') return Text(source, from, out end);
        if (first == '/') return Regex(source, from, out end);
        if (IsName(first) && !char.IsAsciiDigit(first))
        {
            while (end < source.Length && IsName(source[end])) end++;
            return new(ExpressionTokenKind.Name, source[from..end].ToLowerInvariant(), from + 1);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && from + 1 < source.Length && char.IsAsciiDigit(source[from + 1])))
        {
            while (end < source.Length && (IsName(source[end]) || source[end] == '.')) end++;
            string written = source[from..end];
            // Exponents have no use here; without them nothing overflows soon.
            if (float.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number))
                return new(ExpressionTokenKind.Number, written, from + 1, Number: number);
            throw new PropertyException($"expected a number, found '{written}'", "write it like 3 or 0.5", from + 1);
        }

        foreach (string sign in Signs)
        {
            if (string.CompareOrdinal(source, from, sign, 0, sign.Length) != 0) continue;
            end = from + sign.Length;
            return new(ExpressionTokenKind.Sign, sign, from + 1);
        }

        throw new PropertyException($"unexpected character '{Visible(source, from)}'", first switch
        {
            '&' => "write 'and'",
            '|' => "write 'or'",
            '!' => "write 'not', or != for not equal",
            '[' or '\\' or '^' or '.' => "write a regular expression between slashes: /[0-9]+/",
            _ => "an expression has names, numbers, texts in quotes, regular expressions between slashes, and < <= > >= = != + - * ( ) ,",
        }, from + 1);
    }

    private static ExpressionToken Text(string source, int from, out int end)
    {
        StringBuilder value = new();
        for (int at = from + 1; at < source.Length; at++)
        {
            if (source[at] == source[from])
            {
                end = at + 1;
                return new(ExpressionTokenKind.Text, source[from..end], from + 1, value.ToString());
            }

            if (source[at] == '\\') value.Append(Escape(source, ref at));
            else value.Append(source[at]);
        }

        throw new PropertyException($"expected {source[from]} at the end of the text that begins here, found the end", "a quote within a text is written \\\" or \\'", from + 1);
    }

    /// <summary>Reads an escape; moves to its last symbol.</summary>
    private static string Escape(string source, ref int at)
    {
        int from = at++;
        switch (at < source.Length ? source[at] : '\0')
        {
            case 'n': return "\n";
            case 't': return "\t";
            case 'r': return "\r";
            case '\\' or '"' or '\'' or '/': return source[at].ToString();
            case 'u':
                bool isLong = at + 1 < source.Length && source[at + 1] == '{';
                int digits = at + (isLong ? 2 : 1), close = isLong ? source.IndexOf('}', digits) : digits + 4;
                if (close >= digits && close <= source.Length
                    && int.TryParse(source.AsSpan(digits, close - digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
                    && Rune.IsValid(code))
                {
                    at = isLong ? close : close - 1;
                    return new Rune(code).ToString();
                }

                throw new PropertyException(@"expected \u and the four hexadecimal digits of a character", @"write \u0041, or \u{1F600} for more digits", from + 1);
            case '\0': throw new PropertyException("expected a character behind the backslash, found the end", EscapeHint, from + 1);
            default: throw new PropertyException($@"unknown escape '\{Visible(source, at)}'", EscapeHint, from + 1);
        }
    }

    private static ExpressionToken Regex(string source, int from, out int end)
    {
        bool isInSet = false;
        for (int at = from + 1; at < source.Length; at++)
        {
            if (source[at] == '\\') at++;
            else if (source[at] is '[' or ']') isInSet = source[at] == '[';
            else if (source[at] == '/' && !isInSet)
            {
                end = at + 1;
                while (end < source.Length && IsName(source[end])) end++;
                return new(ExpressionTokenKind.Regex, source[from..end], from + 1, source[(from + 1)..at], source[(at + 1)..end]);
            }
        }

        throw new PropertyException("expected / at the end of the regular expression that begins here, found the end", "a slash within it is written \\/", from + 1);
    }

    private static bool IsName(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private static string Visible(string source, int at) =>
        Rune.TryGetRuneAt(source, at, out Rune rune) && !Rune.IsControl(rune) ? rune.ToString() : $"U+{(int)source[at]:X4}";
}
