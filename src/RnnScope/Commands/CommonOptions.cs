using System.CommandLine;
using System.Globalization;
using RnnScope.Engine.Tracing;

namespace RnnScope.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>One JSON object instead of text.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the result as one JSON object on standard output, and nothing else there.",
    };

    /// <summary>The folder of a run.</summary>
    public static Argument<string> Run() => new("RUN")
    {
        Description = "The folder of a run, made by `rnnscope train`: it holds run.json and model.safetensors.",
    };

    /// <summary>The text that a network reads.</summary>
    public static Argument<string?> Text() => new("TEXT")
    {
        Description = "The file to read; without it, the test text that the run carries with it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>A text to predict instead of the test part.</summary>
    public static Option<string?> OtherText() => new("--text")
    {
        Description = "Another text to predict. [default: the test part]", HelpName = "FILE",
    };

    /// <summary>Where the text of a run is now.</summary>
    public static Option<string?> Corpus() => new("--corpus")
    {
        Description = "The text that was trained on, if it is no longer where it was.", HelpName = "FILE",
    };

    /// <summary>How much of a text is read; not given, all of it.</summary>
    public static Option<int> Limit()
    {
        Option<int> option = Number("--limit", int.MaxValue, 1, int.MaxValue, "Read only so many symbols, from the beginning.");
        option.DefaultValueFactory = null;
        return option;
    }

    /// <summary>How many segments of a text are read side by side.</summary>
    public static Option<int> Segments() => Number(
        "--streams", 0, 0, 4096, "Segments of the text that are read side by side; 1 is exact and slow, 0 chooses. See docs/traces.md.");

    /// <summary>What a segment is warmed up on.</summary>
    public static Option<int> WarmUp() => Number(
        "--warm-up", ReadingPlan.DefaultWarmUp, 0, 1_000_000, "Symbols that are read before each segment but the first, to get into its context.");

    /// <summary>A whole number with a default and bounds.</summary>
    public static Option<int> Number(string name, int value, int minimum, int maximum, string description)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "N" };
        option.Validators.Add(result =>
        {
            // What is no number at all has an error of its own, and the default is in range.
            if (result.Tokens is not [{ Value: { } text }]) return;
            if (!int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)) return;
            if (number < minimum || number > maximum) result.AddError($"{name}: expected {minimum} to {maximum}, found {number}");
        });
        return option;
    }

    /// <summary>One of the values of an enumeration, in lower case.</summary>
    public static Option<string> Choice<T>(string name, T value, string description) where T : struct, Enum =>
        Choice(name, value.ToString().ToLowerInvariant(), [.. Enum.GetNames<T>().Select(choice => choice.ToLowerInvariant())], description);

    /// <summary>One of a few words.</summary>
    public static Option<string> Choice(string name, string value, IReadOnlyList<string> choices, string description)
    {
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => value, HelpName = string.Join('|', choices) };
        return option.AcceptOnlyFromAmong([.. choices]);
    }

    /// <summary>A number with a default.</summary>
    public static Option<T> Real<T>(string name, T value, string description) where T : struct => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        HelpName = "X",
    };

    /// <summary>How many threads work.</summary>
    public static Option<int> Threads(string description) =>
        Number("--threads", Math.Min(Environment.ProcessorCount, 64), 1, 1024, description);
}
