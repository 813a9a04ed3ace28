using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using RnnScope.Analysis.Cause;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Features.Labels;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>cause RUN [TEXT]</c>: what holding units does to the predictions of a network.</summary>
internal static class CauseCommand
{
    private static readonly Argument<string> RunPath = CommonOptions.Run();

    private static readonly Argument<string?> TextPath = CommonOptions.Text();

    private static readonly Option<string[]> Ablate = Units("--ablate", "UNITS", "Hold units at their mean, or at 0: layers.1.c:43, layers.1.c:3,7,10-12, or layers.1.c for all of them.");

    private static readonly Option<string> With = CommonOptions.Choice("--with", "mean", ["mean", "zero"], "What --ablate holds units at.");

    private static readonly Option<string[]> Clamp = Units("--clamp", "UNITS=X", "Hold units at a number: layers.1.c:43=1.");

    private static readonly Option<string[]> Patch = Units(
        "--patch", "UNITS", "Give units the values that they have elsewhere: with --from and --to at one place, else after every symbol from random places of the other side of --property.");

    private static readonly Option<int?> From = new("--from") { Description = "The place whose values --patch takes, in symbols from 0.", HelpName = "P" };

    private static readonly Option<int?> To = new("--to") { Description = "The place that --patch puts them to.", HelpName = "P" };

    private static readonly Option<int> Follow = CommonOptions.Number(
        "--follow", new CauseOptions().Follow, 1, 1_000_000, "How many predictions behind a patch are counted.");

    private static readonly Option<string?> Property = new("--property")
    {
        Description = "Compare the places where a property of the text holds with all others: its name, or an expression such as 'inside(\"(\", \")\")'. See docs/properties.md.",
        HelpName = "PROPERTY",
    };

    private static readonly Option<string?> Labels = new("--labels")
    {
        Description = "Instead of --property: a file with a number for each symbol of the text, or for ranges of them.", HelpName = "FILE",
    };

    private static readonly Option<string> Kind = CommonOptions.Choice("--kind", TextKind.Auto, "What sort of text it is, which says how its properties are measured.");

    private static readonly Option<double> Above = CommonOptions.Real("--above", new CauseOptions().Above, "The property holds where its number is above this.");

    private static readonly Option<string> Where = CommonOptions.Choice("--where", HoldWhere.All, "Hold units everywhere, or only after symbols where the property holds, or elsewhere.");

    private static readonly Option<int> Controls = CommonOptions.Number(
        "--controls", new CauseOptions().Controls, 0, 1000, "Groups of other units, of nearest variance, to which the same is done.");

    private static readonly Option<ulong> Seed = new("--seed") { Description = "Where the random numbers start.", DefaultValueFactory = _ => 1, HelpName = "N" };

    private static readonly Option<bool> NoErrors = new("--no-errors") { Description = "Do not sort predictions by class of error, which needs the text that was trained on." };

    private static readonly Option<string?> CorpusPath = CommonOptions.Corpus();

    private static readonly Option<int> Limit = CommonOptions.Limit();

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("cause", "Holds units while the network reads, and measures what that does to its predictions, beside the same done to other units.")
        {
            RunPath, TextPath, Ablate, With, Clamp, Patch, From, To, Follow, Property, Labels, Kind, Above, Where, Controls, Seed, NoErrors, CorpusPath, Limit,
            Threads, CommonOptions.Json,
        };
        command.Validators.Add(result =>
        {
            if (new[] { Ablate, Clamp, Patch }.All(option => result.GetResult(option) is null or { Tokens.Count: 0 }))
                result.AddError("expected --ablate, --clamp or --patch with the units to hold, found none");
            if (result.GetResult(Property) is not null && result.GetResult(Labels) is not null)
                result.AddError("expected --property or --labels, found both");
        });
        command.Examples(
            "rnnscope cause runs/demo --ablate layers.1.c:43 --property \"inside a string\"",
            "rnnscope cause runs/demo --ablate layers.1.c:3,7 --property 'depth(\"(\", \")\")' --above 1.5",
            "rnnscope cause runs/demo program.c --clamp layers.1.c:43=1 --property \"inside a comment\" --where elsewhere --json",
            "rnnscope cause runs/demo --patch layers.1.c:43 --from 1200 --to 4711");
        command.SetWork((context, cancellation) => Task.FromResult(Measure(context, cancellation)));
        return command;
    }

    private static ExitCode Measure(CommandContext context, CancellationToken cancellation)
    {
        using Run run = Run.Open(context.Get(RunPath));
        run.RequireNextSymbol();
        List<Intervention> interventions = Interventions(context, run.Model.Network.Shape);
        CauseOptions options = new CauseOptions
        {
            Where = Enum.Parse<HoldWhere>(context.Get(Where), ignoreCase: true), Above = context.Get(Above), Controls = context.Get(Controls),
            Seed = context.Get(Seed), Follow = context.Get(Follow), Threads = context.Get(Threads),
        }.Validated();
        RunText text = RunText.Of(run, context.Get(TextPath));
        if (context.IsGiven(Limit)) text = text.First(context.Get(Limit));
        if (text.Ids.Length < 2) throw new CommandException(ExitCode.Usage, $"expected a text of at least two symbols, found {text.Ids.Length}");
        Vocabulary vocabulary = run.Model.Vocabulary;
        TextProperty? property = Measured(context, text, vocabulary, cancellation);
        RunLedger? ledger = context.Get(NoErrors)
            ? null : RunLedger.Prepare(context, run, text, context.Get(CorpusPath), options.Threads, cancellation);
        CauseResult result = ConsoleProgress.Run(
            context, $"reading {text.Title} with and without", (long)text.Ids.Length * CauseAnalysis.Readings(options), "symbols",
            report => CauseAnalysis.Measure(
                text.Title, run.Model.Network, vocabulary, text.Ids, interventions, property, losses => Classify(losses, text, vocabulary, ledger),
                options, report, cancellation));
        if (result.Controls.Count < options.Controls)
            context.Note($"{result.Controls.Count} controls: the site has no more units that could stand for these");
        object json = CauseJson.Of(run, result);
        object inputs = new
        {
            model = run.ModelHash, text = Tracer.TextHash(text.Ids.Span), characters = text.Ids.Length, interventions = interventions.Select(done => done.ToString()),
            property = result.Property, tracks = property is null ? null : RunCells.Hash([property]), options.Above, where = context.Get(Where), options.Controls, options.Seed, options.Follow, errors = ledger is not null,
        };
        AnalysisFile.Write(context, run, "cause", FileName(interventions[0], result.Property), inputs, json);
        if (context.IsJson) context.WriteJson(json);
        else new CauseReport(context.Output).Write(result);
        return ExitCode.Ok;
    }

    /// <summary>The property that divides the text; null where none was asked for.</summary>
    private static TextProperty? Measured(CommandContext context, RunText text, Vocabulary vocabulary, CancellationToken cancellation)
    {
        if (context.Get(Labels) is { } path) return LabelFile.Read(path, text.Ids.Length);
        if (context.Get(Property) is not { } source) return null;
        PropertyExpression property = PropertyExpression.Parse(source);
        return property.Over(ScannedText.Of(text.Ids.Span, vocabulary, Enum.Parse<TextKind>(context.Get(Kind), ignoreCase: true)), cancellation);
    }

    /// <summary>What the result is kept as. Signs are no part of a file's name, so an expression is told from others by its hash.</summary>
    private static string FileName(Intervention first, string? property)
    {
        string name = $"cause-{first.Units}-{first.Kind}".ToLowerInvariant();
        if (property is null || property.All(letter => char.IsAsciiLetter(letter) || letter == ' ')) return $"{name}-{property}".ToLowerInvariant();
        return $"{name}-property-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(property)))[..8]}";
    }

    private static List<SymbolClassification> Classify(float[] losses, RunText text, Vocabulary vocabulary, RunLedger? ledger)
    {
        List<SymbolClassification> classifications = [SymbolClassification.ByCharacter(text.Ids.Span, vocabulary)];
        if (ledger is not null) classifications.Add(SymbolClassification.ByError(ledger.Of(losses)));
        classifications.Add(SymbolClassification.BySymbol(text.Ids.Span, vocabulary));
        return classifications;
    }

    private static List<Intervention> Interventions(CommandContext context, NetworkShape shape)
    {
        List<Intervention> interventions = [];
        InterventionKind ablation = context.Get(With) == "zero" ? InterventionKind.Zero : InterventionKind.Mean;
        foreach (string name in context.Get(Ablate)) interventions.Add(new Intervention(UnitGroup.Parse(shape, name), ablation));
        foreach (string text in context.Get(Clamp))
        {
            UnitValue clamp = UnitValue.Parse("--clamp", text, shape);
            interventions.Add(new Intervention(clamp.Units, InterventionKind.Clamp, clamp.Value));
        }

        (int? from, int? to) = (context.Get(From), context.Get(To));
        string[] patches = context.Get(Patch);
        if (from is null != to is null) throw new CommandException(ExitCode.Usage, "expected both --from and --to, found one of them");
        if (from is not null && patches.Length == 0) throw new CommandException(ExitCode.Usage, "--from and --to: expected --patch with the units, found none");
        if (from is null && patches.Length > 0 && context.Get(Property) is null && context.Get(Labels) is null)
            throw new CommandException(ExitCode.Usage, "--patch: expected --from and --to, or --property, found none", "values come from another place, or from the other side of a property");
        foreach (string name in patches)
        {
            UnitGroup units = UnitGroup.Parse(shape, name);
            interventions.Add(from is { } source
                ? new Intervention(units, InterventionKind.Patch, From: source, To: to!.Value) : new Intervention(units, InterventionKind.Exchange));
        }

        return interventions;
    }

    private static Option<string[]> Units(string name, string help, string description) => new(name)
    {
        Description = description, HelpName = help, DefaultValueFactory = _ => [],
    };
}
