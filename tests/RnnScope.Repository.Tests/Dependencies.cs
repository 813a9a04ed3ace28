using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace RnnScope.Repository.Tests;

/// <summary>A package and the line that says so.</summary>
internal sealed record Dependency(RepositoryFile File, int Line, string Name, string Version, IReadOnlyList<string> Where);

/// <summary>The packages that the repository says it uses and those that its build files name.</summary>
internal static partial class Dependencies
{
    public const string Page = "docs/dependencies.md";
    public const string NuGet = "NuGet";
    public const string Npm = "npm";
    public const string Central = "Directory.Packages.props";
    public const string ViewerPackage = "viewer/package.json";

    // | `name` | version | `where`, `where` | why |
    [GeneratedRegex(@"^\|\s*`(?<name>[^`]+)`\s*\|\s*(?<version>[^|\s]+)\s*\|(?<where>[^|]*)\|\s*\S")]
    private static partial Regex Row { get; }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted { get; }

    /// <summary>The rows of the page below the heading that names this registry.</summary>
    public static IReadOnlyList<Dependency> Documented(RepositoryFiles files, string registry)
    {
        RepositoryFile page = files.Find(Page) ?? throw new InvalidOperationException($"{Page} is missing");
        List<Dependency> rows = [];
        string heading = "";
        for (int line = 0; line < page.Lines.Count; line++)
        {
            string text = page.Lines[line];
            if (text.StartsWith('#'))
                heading = text;
            if (heading.Contains(registry, StringComparison.Ordinal) && Row.Match(text) is { Success: true } row)
                rows.Add(new Dependency(page, line + 1, row.Groups["name"].Value, row.Groups["version"].Value,
                    [.. Quoted.Matches(row.Groups["where"].Value).Select(match => match.Groups[1].Value)]));
        }

        return rows;
    }

    /// <summary>The versions in Directory.Packages.props.</summary>
    public static IReadOnlyList<Dependency> InCentral(RepositoryFiles files) =>
        files.Find(Central) is { } file ? [.. Items(file, "PackageVersion", "GlobalPackageReference")] : [];

    /// <summary>All dependencies and overrides of viewer/package.json, or none where there is no such file.</summary>
    public static IReadOnlyList<Dependency> InViewer(RepositoryFiles files)
    {
        if (files.Find(ViewerPackage) is not { } file)
            return [];
        using JsonDocument json = JsonDocument.Parse(file.Text);
        return [.. from section in json.RootElement.EnumerateObject()
                   where (section.Name.EndsWith("ependencies", StringComparison.Ordinal) || section.Name == "overrides") && section.Value.ValueKind == JsonValueKind.Object
                   from package in section.Value.EnumerateObject()
                   let index = Math.Max(0, file.Text.IndexOf($"\"{package.Name}\"", StringComparison.Ordinal))
                   select new Dependency(file, file.AtCharacter(index, "").Line, package.Name, package.Value.ToString(), [])];
    }

    /// <summary>The items of these kinds in an MSBuild file.</summary>
    public static IEnumerable<Dependency> Items(RepositoryFile file, params string[] kinds) =>
        from element in XDocument.Parse(file.Text, LoadOptions.SetLineInfo).Descendants()
        where kinds.Contains(element.Name.LocalName)
        let name = (string?)element.Attribute("Include") ?? (string?)element.Attribute("Update")
        where name is not null
        select new Dependency(file, ((IXmlLineInfo)element).LineNumber, name, (string?)element.Attribute("Version") ?? "", []);
}
