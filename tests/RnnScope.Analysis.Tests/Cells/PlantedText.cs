using RnnScope.Analysis.Features;

namespace RnnScope.Analysis.Tests.Cells;

/// <summary>Something like source text, seeded, and its properties.</summary>
internal static class PlantedText
{
    private static readonly string[] Pieces = ["x = y;\n", "call(\"some text\");\n", "// a remark\n", "    deeper();\n", "/* block */", "\"a\", ", "name "];

    public static int[] Codes(int characters, int seed)
    {
        Random random = new(seed);
        List<int> codes = [];
        while (codes.Count < characters) codes.AddRange(Pieces[random.Next(Pieces.Length)].Select(c => (int)c));
        return [.. codes.Take(characters)];
    }

    /// <summary>Inside a string, inside a comment, position in the line, indentation.</summary>
    public static TextProperty[] Properties(int characters, int seed)
    {
        IReadOnlyList<TextProperty> all = WatchedProperties.Of(Codes(characters, seed));
        string[] names = ["inside a string", "inside a comment", "position in the line", "indentation"];
        return [.. names.Select(name => all.Single(property => property.Name == name))];
    }
}
