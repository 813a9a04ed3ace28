using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RnnScope.Figures;

/// <summary>The numbers behind a figure, to be written as CSV and as JSON.</summary>
/// <param name="Columns">Names, as in <c>test_loss_nats</c>.</param>
/// <param name="Rows">One value for each column: text, a number, true or false, or null.</param>
internal sealed record DataTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>RFC 4180, with line feeds; what is no number is an empty field.</summary>
    public string Csv()
    {
        StringBuilder csv = new();
        foreach (IEnumerable<object?> row in Rows.Prepend(Columns)) csv.AppendJoin(',', row.Select(Field)).Append('\n');
        return csv.ToString();
    }

    /// <summary>One object per row, within an object that says what they are.</summary>
    /// <param name="figure">The figure's name.</param>
    /// <param name="title">Its title.</param>
    public string Json(string figure, string title)
    {
        JsonArray rows = [.. Rows.Select(row => new JsonObject(Columns.Zip(row, (column, value) => KeyValuePair.Create(column, Node(value)))))];
        return new JsonObject { ["figure"] = figure, ["title"] = title, ["rows"] = rows }.ToJsonString(Options) + "\n";
    }

    private static string Field(object? value)
    {
        string text = value switch
        {
            double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
            bool isTrue => isTrue ? "true" : "false",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        };
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

#pragma warning disable CA1859 // a row of an object takes nodes
    private static JsonNode? Node(object? value) => value switch
    {
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        bool isTrue => JsonValue.Create(isTrue),
        null => null,
        _ => JsonValue.Create(value.ToString()),
    };
#pragma warning restore CA1859
}
