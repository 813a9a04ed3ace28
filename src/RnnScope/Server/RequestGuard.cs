using System.Net;
using Microsoft.AspNetCore.Http;

namespace RnnScope.Server;

/// <summary>Keeps other web sites away from the server, and the viewer from anything but this server.</summary>
/// <remarks>
/// A page on the internet can make a browser send requests to 127.0.0.1. It cannot read the answers, unless it makes its own
/// name point there (DNS rebinding): hence only known names in the Host header. It must not change anything either: hence
/// JSON and the same origin for POST and PUT.
/// </remarks>
internal sealed class RequestGuard
{
    /// <summary>The viewer loads scripts and styles from this server, talks to this server, and nothing else.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly IPAddress _bound;
    private readonly HashSet<string> _names;

    /// <summary>Guards a server.</summary>
    /// <param name="bound">The address that it listens on.</param>
    /// <param name="name">How the user wrote that address.</param>
    public RequestGuard(IPAddress bound, string name)
    {
        _bound = bound;
        _names = new(["localhost", name], StringComparer.OrdinalIgnoreCase);
        if (IsEverywhere) _names.Add(Environment.MachineName);
    }

    private bool IsEverywhere => _bound.Equals(IPAddress.Any) || _bound.Equals(IPAddress.IPv6Any);

    /// <summary>The middleware behind <see cref="ProblemWriter"/>.</summary>
    public Task Invoke(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        HttpRequest request = context.Request;
        if (!IsKnown(request.Host.Host))
        {
            throw new Problem(
                403, $"this server does not go by the name '{request.Host.Host}'", $"expected {string.Join(" or ", _names)}: open the address that `rnnscope view` printed");
        }

        // It could not read the answer, but it could have the machine work.
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none") && request.Path.StartsWithSegments("/api"))
            throw new Problem(403, "the request comes from another site", $"expected a page of this server to ask, found Sec-Fetch-Site: {site}");
        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsPut(request.Method)) return next(context);
        if (!request.HasJsonContentType())
            throw new Problem(415, "the content is not JSON", $"expected Content-Type: application/json, found '{request.ContentType}'");
        string origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            throw new Problem(403, "the request comes from another site", $"expected the origin {request.Scheme}://{request.Host}, found '{origin}'");
        return next(context);
    }

    /// <summary>An address cannot be rebound, only a name can; so where all addresses are served, all are known.</summary>
    private bool IsKnown(string host)
    {
        if (_names.Contains(host)) return true;
        if (!IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address)) return false;
        return address.Equals(_bound) || address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback) || IsEverywhere;
    }
}
