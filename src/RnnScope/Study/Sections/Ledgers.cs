using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Figures;

namespace RnnScope.Study.Sections;

/// <summary>Names and colours of the classes of errors.</summary>
internal static class Ledgers
{
    /// <summary>The oracles of the paper, in its order, and what they leave.</summary>
    public static IReadOnlyList<string> Order { get; } = [.. OracleNames.PaperOrder, LedgerClass.Remaining];

    /// <summary>What the errors of an oracle have in common.</summary>
    public static string Meaning(string oracle) => oracle switch
    {
        OracleNames.NGram => "an n-gram model knew it",
        OracleNames.Memory => "the word stands shortly before",
        OracleNames.Rare => "the word is rare in training",
        OracleNames.Start => "start of a word",
        OracleNames.Punctuation => "punctuation",
        OracleNames.Boost => "a little more probability would do",
        _ => "nothing that was asked",
    };

    /// <summary>What a level of an oracle is.</summary>
    public static string Level(string oracle, string level) => oracle switch
    {
        OracleNames.NGram => $"n = {level}",
        OracleNames.Memory => $"in the last {level} symbols",
        OracleNames.Rare => level == "1" ? "once" : $"{level} times",
        OracleNames.Start => level == "space" ? "after space, end of line or quote" : "elsewhere",
        OracleNames.Boost => $"{level} more",
        _ => level,
    };

    /// <summary>The colour of an oracle.</summary>
    public static Paint PaintOf(string oracle) => oracle switch
    {
        OracleNames.NGram => Palette.Series(2),
        OracleNames.Memory => Palette.Series(1),
        OracleNames.Rare => Palette.Series(4),
        OracleNames.Start => Palette.Series(0),
        OracleNames.Punctuation => Palette.Series(3),
        OracleNames.Boost => Palette.Baseline,
        _ => Palette.Series(6),
    };
}
