using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RnnScope.Server;

/// <summary>What a POST or a PUT brings: a JSON object of texts and numbers.</summary>
internal sealed class RequestBody
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _numbers = new(StringComparer.Ordinal);

    private RequestBody()
    {
    }

    /// <summary>What was typed.</summary>
    public string Text => _texts.GetValueOrDefault("text") ?? throw new Problem(400, "there is no text in the request", "expected { \"text\": \"...\" }, found something else");

    /// <summary>Reads the body of a request; what is neither a text nor a number is left out.</summary>
    public static async Task<RequestBody> Read(HttpContext context)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            RequestBody read = new();
            if (body.RootElement.ValueKind != JsonValueKind.Object) return read;
            foreach (JsonProperty property in body.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String) read._texts[property.Name] = property.Value.GetString()!;
                else if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out double number)) read._numbers[property.Name] = number;
            }

            return read;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a character that takes two.
            throw new Problem(400, "the content is not JSON", $"expected a JSON object, found something else ({e.Message})");
        }
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string name) => _texts.GetValueOrDefault(name) ?? throw new Problem(400, $"there is no '{name}' in the request", $"expected \"{name}\": \"...\", found nothing of the kind");

    /// <summary>A whole number that must be there.</summary>
    public int RequiredNumber(string name) => _numbers.TryGetValue(name, out double number) && number == (int)number
        ? (int)number
        : throw new Problem(400, $"there is no '{name}' in the request", $"expected \"{name}\": 0 or the like, found nothing of the kind");

    /// <summary>A number within bounds.</summary>
    public double Number(string name, double least, double most, double absent)
    {
        double number = _numbers.GetValueOrDefault(name, absent);
        return number >= least && number <= most
            ? number
            : throw new Problem(400, $"'{name}' is out of range", FormattableString.Invariant($"expected {least} to {most}, found {number}"));
    }

    /// <summary>A text that may be left out.</summary>
    public string Optional(string name) => _texts.GetValueOrDefault(name, "");

    /// <summary>One of a few words; the first where none is given.</summary>
    public string Choice(string name, params IReadOnlyList<string> choices)
    {
        string found = _texts.GetValueOrDefault(name, choices[0]);
        return choices.Contains(found) ? found : throw new Problem(400, $"'{name}' is out of range", $"expected {string.Join(" or ", choices)}, found '{found}'");
    }
}
