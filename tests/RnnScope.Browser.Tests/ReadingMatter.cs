using System.Text;
using System.Text.Json;
using RnnScope.Numerics;

namespace RnnScope.Browser.Tests;

/// <summary>Texts for the network to learn and to read: plain code, and everything a text should not hold.</summary>
internal static class ReadingMatter
{
    /// <summary>The beginning of the test part, so that it is on the first screen.</summary>
    public const string Strange =
        "<script>window.wasRun = true; alert(1)</script>\n" +
        "<img src=x onerror=\"window.wasRun = true\"> &amp; <b>not bold</b>\n" +
        "\ttab\tand\ttab, then a carriage return\r\n" +
        "nul \0 bell \a escape \e[31m delete \x7f\n" +
        "naïve café – привет 数字 e\u0301 \u200b 😀\n" +
        "Ω is a stranger\n"; // and is nowhere else: unknown to the network

    /// <summary>What the published data were made of, and words that must stay words.</summary>
    public const string PublishedText = " a <script>window.wasRun=1</script> cat";

    /// <summary>In the format of the article: each position looks back at itself and at the two before, with 1, 4 and 9 times the square.</summary>
    public static string PublishedJson => JsonSerializer.Serialize(PublishedText.Select((character, position) => new
    {
        @char = character.ToString(),
        target = "cat",
        predict = new[] { "<img src=x onerror=\"window.wasRun = 1\">", "cat", "can" },
        probability = new[] { 0.5, 0.25, 0.125 },
        connectivity = PublishedText.Select((_, at) => at > position || position - at > 2 ? 0 : (position - at + 1) * (position - at + 1)),
    }));

    private static readonly string[] Names = ["node", "list", "state", "count", "index", "entry", "page", "flags"];

    /// <summary>Code of exactly so many characters; strange lines are among it.</summary>
    public static string Code(int characters, ulong seed)
    {
        Rng rng = new(seed);
        string[] strange = [.. Strange.Split('\n').SkipLast(2)];
        StringBuilder text = new();
        int length = 0;
        while (length < characters)
        {
            string line = rng.NextInt(12) switch
            {
                0 => strange[rng.NextInt(strange.Length)],
                1 or 2 => $"\t/* the {Name()} of the {Name()} */",
                3 or 4 => $"\tprint(\"{Name()} {Name()} is {rng.NextInt(100)}\");",
                5 => $"if ({Name()} > {rng.NextInt(10)}) {{",
                6 => "}",
                _ => $"\t{Name()} = {Name()} + {Name()}[{rng.NextInt(10)}];",
            };
            length += Length(line) + 1;
            text.Append(line).Append('\n');
        }

        return Cut(text.ToString(), characters);

        string Name() => Names[rng.NextInt(Names.Length)];
    }

    /// <summary>A text in which every second word follows from the one before it, though they begin alike.</summary>
    public static string WordPairs(int pairs)
    {
        Rng rng = new(8);
        string[] choice = ["Red tile", "navy time", "blue tint", "pink tilt"];
        return string.Join('\n', Enumerable.Range(0, pairs).Select(_ => choice[rng.NextInt(choice.Length)]));
    }

    /// <summary>In characters as people count them, not in UTF-16.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    private static string Cut(string text, int characters) => string.Concat(text.EnumerateRunes().Take(characters));
}
