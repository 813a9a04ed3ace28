using System.Reflection;

namespace RnnScope.Engine.Units;

/// <summary>The units that come with the program: files of equations, embedded.</summary>
public static class BuiltInUnits
{
    private const string Prefix = "units/", Suffix = ".unit";

    /// <summary>Their names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. typeof(BuiltInUnits).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..^Suffix.Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>A built-in unit by its name, or a unit file by its path.</summary>
    /// <param name="nameOrPath">For instance <c>lstm</c>, <c>n-nn:6</c> or <c>path/to/my.unit</c>.</param>
    /// <exception cref="UnitException">There is no such unit, or the file is not one.</exception>
    public static UnitGraph Resolve(string nameOrPath)
    {
        if (Names.Contains(nameOrPath)) return UnitGraph.Parse(nameOrPath, Source(nameOrPath));
        if (nameOrPath.StartsWith(FeedForwardUnit.Prefix, StringComparison.Ordinal)) return FeedForwardUnit.Resolve(nameOrPath);
        bool looksLikeAPath = nameOrPath.EndsWith(Suffix, StringComparison.Ordinal) || nameOrPath.Contains('/') || nameOrPath.Contains('\\');
        if (!File.Exists(nameOrPath))
        {
            throw looksLikeAPath
                ? new UnitException(nameOrPath, 0, 0, "expected a unit file, found no such file", "check the path")
                : new UnitException(nameOrPath, 0, 0, "expected a built-in unit or the path of a unit file, found neither",
                    Suggestion.For(nameOrPath, Names, "built in: " + string.Join(", ", Names)));
        }
        long length = new FileInfo(nameOrPath).Length;
        if (length > 4 * UnitParser.MaximumLength)
            throw new UnitException(nameOrPath, 0, 0, $"expected a unit file of at most {UnitParser.MaximumLength} characters, found {length} bytes", "is this the right file?");
        return UnitGraph.Parse(nameOrPath, File.ReadAllText(nameOrPath));
    }

    /// <summary>The text of a built-in unit file.</summary>
    public static string Source(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new ArgumentException($"no built-in unit '{name}'", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
