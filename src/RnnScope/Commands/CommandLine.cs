using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using RnnScope.Engine.Files;
using RnnScope.Engine.Units;

namespace RnnScope.Commands;

/// <summary>The command line: all verbs, and what happens when it cannot be understood.</summary>
internal static class CommandLine
{
    /// <summary>All verbs, in the order of the help.</summary>
    public static RootCommand Create()
    {
        RootCommand root = new("Trains recurrent networks on text, records what happens inside them and shows it in a browser.");
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(CorpusCommand.Create());
        root.Subcommands.Add(TrainCommand.Create());
        root.Subcommands.Add(SampleCommand.Create());
        root.Subcommands.Add(TraceCommand.Create());
        root.Subcommands.Add(ViewCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(NGramCommand.Create());
        root.Subcommands.Add(ErrorsCommand.Create());
        root.Subcommands.Add(GatesCommand.Create());
        root.Subcommands.Add(CellsCommand.Create());
        root.Subcommands.Add(UnitCommand.Create());
        root.Subcommands.Add(BracketsCommand.Create());
        root.Subcommands.Add(DynamicsCommand.Create());
        root.Subcommands.Add(CompareCommand.Create());
        root.Subcommands.Add(MemoryCommand.Create());
        root.Subcommands.Add(CauseCommand.Create());
        root.Subcommands.Add(TournamentCommand.Create());
        root.Subcommands.Add(SweepCommand.Create());
        root.Subcommands.Add(AutocompleteCommand.Create());
        root.Subcommands.Add(StudyCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        root.Examples("rnnscope <verb> --help      what a verb does, its options and an example");
        return root;
    }

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives progress, notes and errors.</param>
    /// <param name="cancellation">Cancelled when somebody wants the command to stop.</param>
    /// <returns>The exit code, a value of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        ParseResult parse = Create().Parse(args);
        if (parse.Action is ParseErrorAction)
        {
            if (Launch.Current is { Rank: > 0 } && parse.CommandResult.Command.Options.Contains(RankedWork.Mpi)) error = TextWriter.Null; // rank 0 says it
            string verb = Path(parse.CommandResult);
            if (verb.Length == 0 && args is [string unknown, ..] && !unknown.StartsWith('-'))
            {
                IEnumerable<string> verbs = parse.RootCommandResult.Command.Subcommands.Select(command => command.Name);
                new Failure(ExitCode.Usage, $"there is no verb '{unknown}'", $"{Suggestion.For(unknown, verbs)} run `rnnscope --help`".TrimStart()).WriteTo(error);
                return (int)ExitCode.Usage;
            }

            new Failure(ExitCode.Usage, parse.Errors[0].Message, $"run `rnnscope{verb} --help`").WriteTo(error);
            return (int)ExitCode.Usage;
        }

        InvocationConfiguration configuration = new()
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parse.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
    }

    /// <summary>The verb, and what follows it where it has verbs of its own; empty for the program.</summary>
    private static string Path(CommandResult command) => command.Command is RootCommand ? ""
        : command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : $" {command.Command.Name}";

    /// <summary>Adds examples to the help of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="lines">The lines, as they would be typed.</param>
    public static void Examples(this Command command, params string[] lines)
    {
        HelpOption help = command.Options.OfType<HelpOption>().FirstOrDefault() ?? new HelpOption();
        if (!command.Options.Contains(help)) command.Options.Add(help);
        help.Action = new HelpWithExamples((HelpAction)help.Action!, lines);
    }

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProgramVersion.Current);
            return 0;
        }
    }

    private sealed class HelpWithExamples(HelpAction help, string[] lines) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            help.Invoke(parseResult);
            // The option of the root command serves all verbs that have no examples of their own.
            if (parseResult.CommandResult.Command.Options.Any(option => option.Action == this))
            {
                TextWriter output = parseResult.InvocationConfiguration.Output;
                output.WriteLine(lines.Length == 1 ? "Example:" : "Examples:");
                foreach (string line in lines) output.WriteLine($"  {line}");
                output.WriteLine();
            }

            return 0;
        }
    }
}
