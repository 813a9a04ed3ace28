using System.Reflection;
using System.Text;
using RnnScope.Numerics;

namespace RnnScope.Runs;

/// <summary>The demo's text: this repository's own source code, which the build put into the program.</summary>
internal static class DemoText
{
    private const string Prefix = "demo/";

    /// <summary>All source files behind each other, in an order that mixes folders and languages and is always the same.</summary>
    public static string Read()
    {
        Assembly assembly = Assembly.GetExecutingAssembly();
        string[] names = [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        new Rng(2015).Shuffle(names.AsSpan());
        var text = new StringBuilder();
        foreach (string name in names)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            text.Append(reader.ReadToEnd().ReplaceLineEndings("\n").TrimStart('\uFEFF')).Append('\n');
        }
        return text.ToString();
    }
}
