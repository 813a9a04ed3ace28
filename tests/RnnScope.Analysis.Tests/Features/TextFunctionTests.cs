using RnnScope.Analysis.Features;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Features;

/// <summary>The functions of texts against what their definitions say, looked up afresh at every symbol.</summary>
public sealed class TextFunctionTests
{
    private static readonly string[] MarkList = ["a", "b", "ab", "aa", "aba", "abab", "bb"];

    [Fact]
    public void Over_RandomTexts_AgreesWithTheDefinitions()
    {
        Random random = new(7);
        for (int round = 0; round < 3000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(25)).Select(_ => "abc"[random.Next(3)]));
            string one = MarkList[random.Next(MarkList.Length)], other = MarkList[random.Next(MarkList.Length)];
            int[] ends = [.. Enumerable.Range(0, text.Length).Where(p => text[..(p + 1)].EndsWith(one, StringComparison.Ordinal))];
            int[] resets = [.. Enumerable.Range(0, text.Length).Where(p => text[..(p + 1)].EndsWith(other, StringComparison.Ordinal))];

            Check($"ends(\"{one}\")", p => ends.Contains(p) ? 1 : 0);
            Check($"since(\"{one}\")", p => ends.Any(end => end <= p) ? p - ends.Last(end => end <= p) : float.NaN);
            Check($"position(\"{one}\")", p => ends.Any(end => end <= p) ? p - ends.Last(end => end <= p) : p + 1);
            Check($"until(\"{one}\")", p => text.IndexOf(one, p + 1, StringComparison.Ordinal) is >= 0 and int next ? next - p - 1 : float.NaN);
            Check($"count(\"{one}\")", p => ends.Count(end => end <= p));
            Check($"count(\"{one}\", \"{other}\")", p => ends.Count(end => end <= p && !resets.Any(reset => reset >= end && reset <= p)));
            Check($"inside(\"{one}\", \"{other}\")", p => Inside(text[..(p + 1)], one, other) ? 1 : 0);
            if (one != other) Check($"depth(\"{one}\", \"{other}\")", p => Depth(text[..(p + 1)], one, other));

            void Check(string expression, Func<int, float> expected)
            {
                foreach (SymbolKind symbols in new[] { SymbolKind.Characters, SymbolKind.Bytes })
                {
                    float[] track = PropertyExpression.Parse(expression).Over(Tracks.Text(text, symbols: symbols)).Track;
                    Assert.True(track.SequenceEqual(Enumerable.Range(0, text.Length).Select(expected)), $"{expression} over {text}: {string.Join(' ', track)}");
                }
            }
        }
    }

    private static bool Inside(string read, string open, string close)
    {
        for (int at = 0; ;)
        {
            int begin = read.IndexOf(open, at, StringComparison.Ordinal);
            if (begin < 0) return false;
            int end = read.IndexOf(close, begin + open.Length, StringComparison.Ordinal);
            if (end < 0) return true;
            at = end + close.Length;
        }
    }

    private static int Depth(string read, string open, string close)
    {
        int depth = 0, free = 0;
        for (int end = 1; end <= read.Length; end++)
        {
            string piece = read[free..end];
            bool opens = piece.EndsWith(open, StringComparison.Ordinal), closes = piece.EndsWith(close, StringComparison.Ordinal);
            if (!opens && !closes) continue;
            free = end;
            depth = opens && (!closes || open.Length > close.Length) ? depth + 1 : Math.Max(0, depth - 1);
        }

        return depth;
    }
}
