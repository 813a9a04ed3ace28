using RnnScope.Runs;

namespace RnnScope.Server;

/// <summary>Everything about a run that the viewer needs before it asks for numbers; docs/contract.md describes it.</summary>
internal sealed record Manifest(
    int Contract, string Name, UnitFile Unit, int Layers, int Units, int Parameters, string Symbols,
    IReadOnlyList<int> Vocabulary, IReadOnlyList<string>? Words, IReadOnlyList<SiteInfo> Sites, TrainingInfo Training, IReadOnlyList<TextInfo> Texts,
    IReadOnlyList<Finding> Findings, NotesInfo Notes);

/// <summary>One line of the list of runs.</summary>
internal sealed record RunSummary(string Name, string Unit, int Layers, int Units, double? TestLossNats);

/// <summary>The unit file and where its equations name signals.</summary>
internal sealed record UnitFile(string Name, string Source, IReadOnlyList<EquationInfo> Equations);

/// <summary>One equation, without label and comment.</summary>
internal sealed record EquationInfo(string Text, string? Label, IReadOnlyList<NameInfo> Names);

/// <summary>The name of a signal inside an equation, in UTF-16 code units as JavaScript counts.</summary>
internal sealed record NameInfo(int Start, int Length, string Signal);

/// <summary>A site of a layer; whether it is a gate that lets a state be carried on when it is "open", or "shut".</summary>
internal sealed record SiteInfo(string Name, int Layer, string Signal, string? Label, int Width, string Range, string? Keeps);

/// <summary>How the network was trained; null where nobody wrote it down.</summary>
internal sealed record TrainingInfo(
    string Corpus, double? Epochs, double? TrainLossNats, double? ValidationLossNats, double? TestLossNats, double? CharactersPerSecond);
