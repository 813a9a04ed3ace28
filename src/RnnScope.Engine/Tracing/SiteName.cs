using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;

namespace RnnScope.Engine.Tracing;

/// <summary>The names of sites: the same string in C#, in files, in addresses and in the viewer.</summary>
public static class SiteName
{
    /// <summary>Scores of the next symbol, or of the words, (K).</summary>
    public const string Logits = "logits";

    /// <summary>Nats that the symbol cost, given what came before it; one number.</summary>
    public const string Loss = "loss";

    /// <summary>What stands for all sites where names are asked for.</summary>
    public const string All = "all";

    /// <summary>The name of a signal of a layer.</summary>
    public static string Of(int layer, string signal) => $"layers.{layer}.{signal}";

    /// <summary>Whether a site is a signal of a layer, rather than logits or loss.</summary>
    public static bool IsOfLayer(string site) => site.StartsWith("layers.", StringComparison.Ordinal);

    /// <summary>All sites of a network: the signals of each layer in the order of the unit file, then logits, then loss.</summary>
    public static IReadOnlyList<Site> AllOf(NetworkShape shape)
    {
        List<Site> sites = [];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            for (int signal = 0; signal < shape.Unit.Signals.Count; signal++)
                sites.Add(new Site(Of(layer, shape.Unit.Signals[signal].Name), layer, signal, shape.Units));
        }

        sites.Add(new Site(Logits, -1, -1, shape.Outputs));
        sites.Add(new Site(Loss, -1, -1, 1));
        return sites;
    }

    /// <summary>The sites of these names, in the network's order, each once.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="names">Names of sites; <see cref="All"/>, or none at all, means all of them.</param>
    /// <exception cref="SiteException">There is no site of such a name.</exception>
    public static IReadOnlyList<Site> Select(NetworkShape shape, IEnumerable<string> names)
    {
        IReadOnlyList<Site> sites = AllOf(shape);
        HashSet<string> wanted = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (name != All && sites.All(site => site.Name != name)) throw Unknown(name, sites.Select(site => site.Name));
            wanted.Add(name);
        }

        return wanted.Count == 0 || wanted.Contains(All) ? sites : [.. sites.Where(site => wanted.Contains(site.Name))];
    }

    /// <summary>The error for a name that is none of the known ones.</summary>
    public static SiteException Unknown(string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        return new SiteException(
            $"there is no site '{name}'", Suggestion.For(name, names, $"the sites are {string.Join(", ", names)}"));
    }
}
