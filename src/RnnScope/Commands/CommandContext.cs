using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Commands;

/// <summary>What a running command knows of its surroundings: its arguments, and where to write.</summary>
/// <param name="parse">The command line.</param>
internal sealed class CommandContext(ParseResult parse)
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        // One spelling for all verbs: test_loss_nats.
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // For scripts, not for web pages: text stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Results, and nothing else.</summary>
    public TextWriter Output => IsSilent ? TextWriter.Null : parse.InvocationConfiguration.Output;

    /// <summary>Progress, notes and errors.</summary>
    public TextWriter Error => IsSilent ? TextWriter.Null : parse.InvocationConfiguration.Error;

    /// <summary>Whether nothing is said, because another process speaks for this one; default false.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether scripts want the result: one JSON object on <see cref="Output"/> and nothing else there.</summary>
    public bool IsJson { get; } =
        parse.CommandResult.Command.Options.Contains(CommonOptions.Json) && parse.GetValue(CommonOptions.Json);

    /// <summary>Whether a person watches <see cref="Error"/>.</summary>
    public bool IsInteractive => ReferenceEquals(Error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>The command line as it was typed, for files that say how they were made.</summary>
    public string Line { get; } = "rnnscope " + string.Join(' ', parse.Tokens.Select(token => token.Value.Contains(' ') ? $"\"{token.Value}\"" : token.Value));

    /// <summary>The value of an option, or its default.</summary>
    public T Get<T>(Option<T> option) => parse.GetValue(option)!;

    /// <summary>The value of an argument, or its default.</summary>
    public T Get<T>(Argument<T> argument) => parse.GetValue(argument)!;

    /// <summary>The value of an option that was written, or another default than its own.</summary>
    public T Get<T>(Option<T> option, T otherwise) => IsGiven(option) ? Get(option) : otherwise;

    /// <summary>Whether an option was written, rather than left at its default.</summary>
    public bool IsGiven(Option option) => parse.GetResult(option) is { Implicit: false };

    /// <summary>Writes the result for scripts.</summary>
    /// <param name="result">An object; numbers that may be NaN go through <see cref="Finite"/>.</param>
    public void WriteJson(object result) => Output.WriteLine(ToJson(result));

    /// <summary>A result as <see cref="WriteJson"/> writes it, for files.</summary>
    public static string ToJson(object result) => JsonSerializer.Serialize(result, JsonOptions);

    /// <summary>Says something that is neither the result nor an error.</summary>
    public void Note(string text) => Error.WriteLine($"note: {Failure.OneLine(text)}");

    /// <summary>A number for JSON, which knows neither NaN nor infinity.</summary>
    public static double? Finite(double number) => double.IsFinite(number) ? number : null;

    /// <summary>What intervals were made with, for JSON.</summary>
    public static object Json(BlockBootstrap bootstrap) => new { block = bootstrap.Block, resamples = bootstrap.Resamples, confidence = bootstrap.Confidence };

    /// <summary>An interval for JSON.</summary>
    public static object Json(Interval interval) => new { estimate = Finite(interval.Estimate), low = Finite(interval.Low), high = Finite(interval.High) };
}
