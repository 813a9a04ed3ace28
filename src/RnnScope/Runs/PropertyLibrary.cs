using RnnScope.Analysis.Features;
using RnnScope.Commands;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;

namespace RnnScope.Runs;

/// <summary>The properties of texts that can be asked for by name: the one place that knows them.</summary>
internal static class PropertyLibrary
{
    /// <summary>A property of a text.</summary>
    /// <param name="name">Its name, as in "inside a string"; capitals do not matter.</param>
    /// <param name="text">The text.</param>
    /// <param name="vocabulary">The text's symbols.</param>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public static TextProperty Find(string name, RunText text, Vocabulary vocabulary)
    {
        int[] codes = new int[text.Ids.Length];
        for (int i = 0; i < codes.Length; i++) codes[i] = vocabulary.Codes[text.Ids.Span[i]];
        IReadOnlyList<TextProperty> properties = SourceProperties.Of(codes);
        string[] names = [.. properties.Select(property => property.Name)];
        return properties.FirstOrDefault(property => string.Equals(property.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException(
                ExitCode.Usage, $"there is no property '{name}'", Suggestion.For(name, names, $"known: {string.Join(", ", names)}"));
    }
}
