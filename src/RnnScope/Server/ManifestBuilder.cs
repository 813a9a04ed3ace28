using RnnScope.Analysis.Gates;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Runs;

namespace RnnScope.Server;

/// <summary>Says what a run is in the words of docs/contract.md.</summary>
internal static class ManifestBuilder
{
    /// <summary>The version of docs/contract.md.</summary>
    public const int Contract = 1;

    public static Manifest Build(
        string name, Run run, RunJson json, IReadOnlyList<TextInfo> texts, IReadOnlyList<Finding> findings, NotesInfo notes)
    {
        NetworkShape shape = run.Model.Network.Shape;
        Vocabulary vocabulary = run.Model.Vocabulary;
        TrainingInfo training = new(
            json.Corpus, json.Epochs, json.TrainLossNats, json.ValidationLossNats, json.TestLossNats, json.CharactersPerSecond);
        return new Manifest(
            Contract, name, Unit(shape.Unit), shape.Layers, shape.Units, run.Model.Network.Parameters.Count,
            vocabulary.Kind == SymbolKind.Bytes ? "bytes" : "characters", vocabulary.Codes, run.Model.Words?.Words, Sites(shape), training, texts, findings,
            notes);
    }

    public static UnitFile Unit(UnitGraph unit)
    {
        HashSet<string> signals = [.. unit.Signals.Select(signal => signal.Name)];
        return new UnitFile(unit.Name, unit.Syntax.Source, [.. unit.Syntax.Equations.Select(equation => Equation(equation, signals))]);
    }

    private static EquationInfo Equation(EquationSyntax equation, HashSet<string> signals) => new(
        equation.Text, NullIfEmpty(equation.Label),
        [.. from name in equation.Names
            where signals.Contains(name.Name)
            // The text is the line from its first name on.
            let start = name.Column - equation.Target.Column
            let hasPrime = name.IsNext && start + name.Name.Length < equation.Text.Length && equation.Text[start + name.Name.Length] == '\''
            select new NameInfo(start, name.Name.Length + (hasPrime ? 1 : 0), name.Name)]);

    private static IReadOnlyList<SiteInfo> Sites(NetworkShape shape)
    {
        Dictionary<string, string?> keeps = UnitGates.Of(shape.Unit).ToDictionary(gate => gate.Name, gate => Keeps(gate.Memory), StringComparer.Ordinal);
        return
        [
            .. from site in SiteName.AllOf(shape)
               where site.Layer >= 0
               let signal = shape.Unit.Signals[site.Signal]
               select new SiteInfo(
                   site.Name, site.Layer, signal.Name, NullIfEmpty(signal.Label), site.Width, Range(SignalRanges.Of(shape.Unit, signal.Node)),
                   keeps.GetValueOrDefault(signal.Name)),
        ];
    }

    private static string? Keeps(GateMemory memory) => memory switch
    {
        GateMemory.KeepsWhenOpen => "open",
        GateMemory.KeepsWhenShut => "shut",
        _ => null,
    };

    private static string Range(SignalRange range) => range switch
    {
        SignalRange.Gate => "gate",
        SignalRange.Signed => "signed",
        _ => "free",
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
