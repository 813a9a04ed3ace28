using System.CommandLine;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>cells RUN [TEXT]</c>: which units of a network track what, with the evidence.</summary>
internal static class CellsCommand
{
    private static readonly CellSearchOptions Defaults = new();

    private static readonly Argument<string> RunPath = CommonOptions.Run();

    private static readonly Argument<string?> TextPath = CommonOptions.Text();

    private static readonly Option<string> Sites = new("--sites")
    {
        Description = "Which units to search: names of sites such as layers.0.c with commas between them, or all.",
        DefaultValueFactory = _ => SiteName.All,
        HelpName = "A,B",
    };

    private static readonly Option<string> Kind = CommonOptions.Choice("--kind", TextKind.Auto, "What sort of text it is; it decides which properties are searched for.");

    private static readonly Option<string[]> Property = new("--property")
    {
        Description = "One more property: an expression such as 'inside(\"(\", \")\")' or '/[0-9]+/', or the name of one that is not looked for in such texts; may be repeated. See docs/properties.md.",
        HelpName = "PROPERTY",
    };

    private static readonly Option<string[]> Labels = new("--labels")
    {
        Description = "A file with a number for each symbol of the text, or for ranges of them; may be repeated.", HelpName = "FILE",
    };

    private static readonly Option<int> Limit = CommonOptions.Limit();

    private static readonly Option<int> Top = CommonOptions.Number("--top", Defaults.Top, 1, 100, "Units that are described for each property.");

    private static readonly Option<int> Group = CommonOptions.Number("--group", Defaults.Group, 0, 20, "Units of the small group of each property; 0 for no groups.");

    private static readonly Option<int> Shifts = CommonOptions.Number(
        "--shifts", Defaults.Shifts, 64, 4096, "Circular shifts that show what chance gives, a power of two.");

    private static readonly Option<double> Level = CommonOptions.Real("--level", Defaults.Level, "The share of false claims that is allowed among all.");

    private static readonly Option<bool> NoTwin = new("--no-twin") { Description = "Leave out the comparison with the network before training." };

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("cells", "Searches the units of a network for what they track (strings, comments, place in the line, ...), beside chance and beside the untrained network.")
        {
            RunPath, TextPath, Kind, Property, Labels, Sites, Limit, Top, Group, Shifts, Level, NoTwin, Threads, CommonOptions.Json,
        };
        command.Examples("rnnscope cells runs/demo", "rnnscope cells runs/demo program.c --sites layers.0.c,layers.1.c --top 10", "rnnscope cells runs/demo --property 'inside(\"(\", \")\")' --json");
        command.SetWork((context, cancellation) => Task.FromResult(Search(context, cancellation)));
        return command;
    }

    private static ExitCode Search(CommandContext context, CancellationToken cancellation)
    {
        CellSearchOptions options = new CellSearchOptions
        {
            Top = context.Get(Top), Group = context.Get(Group), Shifts = context.Get(Shifts), Level = context.Get(Level), Threads = context.Get(Threads),
        }.Validated();
        using Run run = Run.Open(context.Get(RunPath));
        RunText text = RunText.Of(run, context.Get(TextPath));
        if (context.IsGiven(Limit)) text = text.First(context.Get(Limit));
        string[] sites = context.Get(Sites).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        FoundCells found = new RunCells(context, run, Wanted(context), !context.Get(NoTwin)).Search(text, sites, options, cancellation);
        if (context.IsJson) context.WriteJson(CellsJson.Of(found));
        else CellsReport.Print(context.Output, found);
        return ExitCode.Ok;
    }

    private static SearchedProperties Wanted(CommandContext context) => new()
    {
        Kind = Enum.Parse<TextKind>(context.Get(Kind), ignoreCase: true),
        Expressions = [.. (context.Get(Property) ?? []).Select(PropertyExpression.Parse)],
        LabelFiles = context.Get(Labels) ?? [],
    };
}
