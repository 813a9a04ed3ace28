using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RnnScope.Server;

/// <summary>The files of the viewer, which travel inside the program.</summary>
internal sealed class EmbeddedViewer
{
    /// <summary>The page that names all other files.</summary>
    public const string Start = "index.html";

    private const string Prefix = "web/";

    private const string Unbuilt =
        "This rnnscope was built without its viewer. Install Node 20 and build again, without -p:SkipViewer=true:\n\n" +
        "    dotnet build\n\nWhat the viewer would show is at /api/runs (see docs/contract.md).\n";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".json"] = "application/json",
        [".webmanifest"] = "application/manifest+json",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    };

    private readonly Dictionary<string, ViewerFile> _files = new(StringComparer.Ordinal);

    /// <summary>A viewer of these files.</summary>
    /// <param name="files">Contents by path, as in <c>assets/index.js</c>.</param>
    public EmbeddedViewer(IEnumerable<(string Path, byte[] Content)> files)
    {
        foreach ((string path, byte[] content) in files)
        {
            string type = Types.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");
            _files[path] = new ViewerFile(content, type, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        }
    }

    /// <summary>The viewer that was built into this program; empty when it was built without.</summary>
    public static EmbeddedViewer OfThisProgram()
    {
        Assembly program = typeof(EmbeddedViewer).Assembly;
        return new EmbeddedViewer(
            from name in program.GetManifestResourceNames()
            where name.StartsWith(Prefix, StringComparison.Ordinal)
            select (name[Prefix.Length..].Replace('\\', '/'), Content(program, name)));
    }

    /// <summary>Whether the program was built with its viewer.</summary>
    public bool IsBuilt => _files.ContainsKey(Start);

    /// <summary>A file as text; null where there is none of that name.</summary>
    public string? Text(string path) => _files.TryGetValue(path, out ViewerFile? file) ? Encoding.UTF8.GetString(file.Content) : null;

    /// <summary>Answers a request for a file; "" is the start page.</summary>
    public async Task Answer(HttpContext context, string path)
    {
        if (path.Length == 0) path = Start;
        HttpResponse response = context.Response;
        if (!_files.TryGetValue(path, out ViewerFile? file))
        {
            if (path != Start) throw new Problem(404, $"there is nothing at /{path}", "the viewer is at /");
            file = new ViewerFile(Encoding.UTF8.GetBytes(Unbuilt), Types[".txt"], "\"none\"");
        }

        // A newer program may listen at the same address tomorrow: the browser asks each time, and mostly hears "unchanged".
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = file.Tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(file.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.Type;
        response.ContentLength = file.Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(file.Content, context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] Content(Assembly program, string name)
    {
        using Stream stream = program.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private sealed record ViewerFile(byte[] Content, string Type, string Tag);
}
