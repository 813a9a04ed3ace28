using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Text;

namespace RnnScope.Analysis.Tests.Errors;

/// <summary>Texts, and models whose errors are where a test wants them.</summary>
internal sealed class PlantedText
{
    public const string Network = "network", Baseline = "n=1";

    private readonly string _training;

    /// <summary>A text to predict, after a text to learn from.</summary>
    public PlantedText(string text, string training = "", SymbolKind kind = SymbolKind.Characters)
    {
        _training = training;
        Text = text;
        Vocabulary vocabulary = Vocabulary.From(SymbolReader.Codes(text + training, kind), kind);
        ushort[] ids = vocabulary.Encode(SymbolReader.Codes(text, kind));
        Scores = new TextScores("planted", ids, Enumerable.Range(0, ids.Length).ToArray(), vocabulary);
    }

    public string Text { get; }

    /// <summary>The text with the models added so far.</summary>
    public TextScores Scores { get; private set; }

    /// <summary>A model that gives the same probability to everything.</summary>
    public PlantedText Model(string name, double probability, int? context = null) =>
        Model(name, Enumerable.Repeat(probability, Scores.Count).ToArray(), context);

    public PlantedText Model(string name, double[] probabilities, int? context = null)
    {
        Scores = Scores.With(new ModelScores(name, probabilities, context));
        return this;
    }

    /// <summary>The ledger of <see cref="Network"/>, with all n-gram models.</summary>
    public Ledger Ledger(IReadOnlyList<string>? order = null, int examples = 3) => Analysis(order, examples).Of(Network, Baseline).Ledger;

    public ErrorAnalysis Analysis(IReadOnlyList<string>? order = null, int examples = 3) => new(
        Scores, [.. Scores.Models.Where(model => model.Context is not null).Select(model => model.Name)],
        Scores.Vocabulary.Encode(SymbolReader.Codes(_training, Scores.Vocabulary.Kind)), order ?? OracleNames.PaperOrder, examples);

    /// <summary>A text in which everything is an error of network and n-gram model alike.</summary>
    public static PlantedText AllWrong(string text, string training = "", SymbolKind kind = SymbolKind.Characters) =>
        new PlantedText(text, training, kind).Model(Network, 0).Model(Baseline, 0, 1);

    /// <summary>The text with the class of each symbol, as letters: g, m, r, s, p, b, - (remaining), . (no error).</summary>
    public static string Letters(Ledger ledger) => string.Concat(ledger.ClassOf.ToArray().Select(index => index < 0 ? '.' : ledger.Classes[index].Oracle switch
    {
        OracleNames.NGram => 'g',
        LedgerClass.Remaining => '-',
        { } oracle => oracle[0],
    }));
}
