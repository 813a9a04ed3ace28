using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RnnScope.Server;

namespace RnnScope.Export;

/// <summary>Puts the viewer, with its styles, its program and what it shows, into one file that needs nothing else.</summary>
internal static partial class SinglePage
{
    /// <summary>The element that the viewer looks for: where it is, no server is asked.</summary>
    public const string DataId = "rnnscope-page";

    // The encoder is the strict one: no character of a text, such as the one that begins a tag, is written as itself.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The page.</summary>
    /// <param name="viewer">The viewer, as the build made it.</param>
    /// <param name="data">What it shows.</param>
    /// <exception cref="InvalidOperationException">The viewer is not one program and one style sheet.</exception>
    public static string Of(EmbeddedViewer viewer, PageData data)
    {
        string start = viewer.Text(EmbeddedViewer.Start) ?? throw Unfit("no start page");
        string program = Harmless(Inlined(viewer, start, Program())), styles = Inlined(viewer, start, Styles());
        if (styles.Contains("</style", StringComparison.OrdinalIgnoreCase)) throw Unfit("styles that cannot stand inside a page");
        string json = Json(data);
        string head = $"""
            <meta http-equiv="Content-Security-Policy" content="{Policy(program, styles)}" />
            <style>{styles}</style>
            """;
        // A module waits for the end of the page. Of a file that was cut short there is then a program that can say so.
        string body = $"""
            <script type="module">{program}</script>
            <script type="application/json" id="{DataId}">{json}</script>
            """;
        string page = Styles().Replace(Program().Replace(start, ""), "");
        page = Title().Replace(page, _ => $"<title>{WebUtility.HtmlEncode(data.Manifest.Name)}</title>");
        // The policy comes before everything that it is about.
        page = Insert(page, "<meta charset=\"utf-8\" />", after: true, head);
        return Insert(page, "</body>", after: false, body);
    }

    /// <summary>The data as they stand in the page.</summary>
    public static string Json(PageData data) => JsonSerializer.Serialize(data, Options);

    /// <summary>Nothing is asked for anywhere; only this very program runs, and what it starts beside itself.</summary>
    private static string Policy(string program, string styles) =>
        $"default-src 'none'; script-src '{Hash(program)}'; style-src '{Hash(styles)}'; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'";

    private static string Hash(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";

    private static string Inlined(EmbeddedViewer viewer, string start, Regex reference)
    {
        MatchCollection found = reference.Matches(start);
        if (found.Count != 1) throw Unfit($"{found.Count} places for '{reference}'");
        return viewer.Text(found[0].Groups["path"].Value) ?? throw Unfit($"no {found[0].Groups["path"].Value}");
    }

    /// <summary>A program may hold in its texts what would end it, were it read as markup; there the first character has another spelling.</summary>
    private static string Harmless(string program) => BreaksScript().Replace(program, match => $"\\x3C{match.Value[1..]}");

    private static string Insert(string page, string mark, bool after, string content)
    {
        int at = page.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) throw Unfit($"no {mark}");
        return page.Insert(after ? at + mark.Length : at, $"\n{content}\n");
    }

    private static InvalidOperationException Unfit(string found) => new($"expected a viewer of one program and one style sheet, found {found}");

    [GeneratedRegex("<script [^>]*src=\"\\./(?<path>[^\"]+)\"[^>]*></script>", RegexOptions.NonBacktracking)]
    private static partial Regex Program();

    [GeneratedRegex("<link rel=\"stylesheet\"[^>]*href=\"\\./(?<path>[^\"]+)\"[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Styles();

    [GeneratedRegex("<title>[^<]*</title>", RegexOptions.NonBacktracking)]
    private static partial Regex Title();

    [GeneratedRegex("</script|<!--", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex BreaksScript();
}
