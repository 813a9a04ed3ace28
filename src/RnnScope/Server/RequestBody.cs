using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RnnScope.Server;

/// <summary>What a POST brings: a JSON object of texts.</summary>
internal sealed class RequestBody
{
    private readonly Dictionary<string, string> _texts;

    private RequestBody(Dictionary<string, string> texts) => _texts = texts;

    /// <summary>What was typed.</summary>
    public string Text => _texts.GetValueOrDefault("text") ?? throw new Problem(400, "there is no text in the request", $"{Expected}, found something else");

    private const string Expected = "expected { \"text\": \"...\" }";

    /// <summary>Reads the body of a request; what is no text is left out.</summary>
    public static async Task<RequestBody> Read(HttpContext context)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            Dictionary<string, string> texts = new(StringComparer.Ordinal);
            if (body.RootElement.ValueKind != JsonValueKind.Object) return new RequestBody(texts);
            foreach (JsonProperty property in body.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String) texts[property.Name] = property.Value.GetString()!;
            }

            return new RequestBody(texts);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a character that takes two.
            throw new Problem(400, "the content is not JSON", $"{Expected}, found something else ({e.Message})");
        }
    }

    /// <summary>One of a few words; the first where none is given.</summary>
    public string Choice(string name, params IReadOnlyList<string> choices)
    {
        string found = _texts.GetValueOrDefault(name, choices[0]);
        return choices.Contains(found) ? found : throw new Problem(400, $"'{name}' is out of range", $"expected {string.Join(" or ", choices)}, found '{found}'");
    }
}
