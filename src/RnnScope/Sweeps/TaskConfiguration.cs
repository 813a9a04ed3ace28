using System.CommandLine;
using System.CommandLine.Parsing;
using RnnScope.Commands;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;

namespace RnnScope.Sweeps;

/// <summary>What a task trains: its options are those of <c>train</c>, read by the same code.</summary>
/// <param name="Wanted">The run's configuration; the text's hash is not known yet.</param>
/// <param name="Parameters">The number of parameters that decides the number of units; null where that was given, or is the default.</param>
internal sealed record TaskConfiguration(RunConfiguration Wanted, int? Parameters)
{
    private static readonly TrainOptions Options = new();
    private static readonly Command Train = MakeCommand();

    /// <summary>The options that a grid may have, besides the text.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Options.All.Select(option => option.Name.TrimStart('-'))];

    /// <summary>The number of units of a task that says neither how many units nor how many parameters.</summary>
    public static int DefaultUnits => Of("", []).Wanted.Units;

    /// <summary>The number of layers of a task that does not say.</summary>
    public static int DefaultLayers => Of("", []).Wanted.Layers;

    /// <summary>Reads options.</summary>
    /// <param name="text">The text to learn.</param>
    /// <param name="arguments">As <c>train</c> is given them.</param>
    /// <exception cref="CommandException">A value is not one of its option, or two options do not go together.</exception>
    /// <exception cref="UnitException">There is no such unit.</exception>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static TaskConfiguration Of(string text, IReadOnlyList<string> arguments)
    {
        ParseResult parse = Train.Parse(arguments);
        if (parse.Errors is [ParseError first, ..]) throw new CommandException(ExitCode.BadInput, first.Message);
        CommandContext context = new(parse);
        RunConfiguration wanted = Options.Configuration(context, text.Length == 0 ? "text" : text, BuiltInUnits.Resolve(context.Get(Options.Unit)));
        wanted.Training.Validated();
        return new TaskConfiguration(wanted, Options.MatchedParameters(context));
    }

    private static Command MakeCommand()
    {
        Command command = new("train");
        foreach (Option option in Options.All) command.Options.Add(option);
        return command;
    }
}
