using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Commands;

/// <summary>The result of <c>errors</c> as tables.</summary>
/// <param name="output">Receives the lines.</param>
/// <param name="scores">The text and its models.</param>
internal sealed class ErrorsReport(TextWriter output, TextScores scores)
{
    private const int SymbolsEitherWay = 10, ContextSymbols = 30;
    private readonly int _width = Math.Max(8, scores.Models.Max(model => model.Name.Length));

    public void Write(IReadOnlyList<ErrorResult> results, LedgerComparison? comparison)
    {
        Line($"{Failure.OneLine(scores.Title)}: {scores.Count:N0} symbols; an error is one that was given a probability below {ModelScores.ErrorThreshold}");
        Models();
        foreach (ErrorResult result in results)
        {
            Line($"");
            Line($"{result.Model}: loss {result.LossNats.Estimate:F4} ({result.LossNats.Low:F4} to {result.LossNats.High:F4}), errors {Percent(result.ErrorRate)}");
            Overlap(result.Overlap);
            Symbols(result);
            Classes(result);
        }

        if (comparison is not null) Compare(comparison);
    }

    private void Models()
    {
        Line($"{"model".PadRight(_width)}    nats      errors");
        foreach (ModelScores model in scores.Models)
            Line($"{model.Name.PadRight(_width)}{model.LossNats,8:F4}{model.Errors,12:N0}{100.0 * model.Errors / model.Count,8:F2} %");
    }

    private void Overlap(ErrorOverlap overlap)
    {
        Line($"wrong together");
        foreach (ErrorRegion region in overlap.Regions)
            Line($"{region.Errors,12:N0}{100.0 * region.Errors / overlap.Characters,8:F2} %  {(region.WrongIn.Count == 1 ? "only " : "")}{string.Join(", ", region.WrongIn)}");
        Line($"{overlap.AllRight,12:N0}{100.0 * overlap.AllRight / overlap.Characters,8:F2} %  none");
    }

    private void Symbols(ErrorResult result)
    {
        SymbolMean[] frequent = [.. result.Symbols.Where(mean => mean.Count >= SymbolMean.FewestForInterval)];
        SymbolMean[] shown = frequent.Length <= 2 * SymbolsEitherWay ? frequent : [.. frequent[..SymbolsEitherWay], .. frequent[^SymbolsEitherWay..]];
        Line($"mean probability of a symbol where it comes, {result.Model} less {result.Baseline}; symbols that come {SymbolMean.FewestForInterval} times or more");
        foreach (SymbolMean mean in shown)
            Line($"  {scores.Vocabulary.Symbol(mean.Symbol),-8}{mean.Count,9:N0}{mean.Model,8:F3}{mean.Baseline,8:F3}{mean.Difference.Estimate,9:+0.000;-0.000;0.000}  ({mean.Difference.Low:+0.000;-0.000;0.000} to {mean.Difference.High:+0.000;-0.000;0.000})");
    }

    private void Classes(ErrorResult result)
    {
        Line($"what would have removed its errors           errors   share                   alone");
        foreach (LedgerClass total in result.Ledger.Totals)
        {
            LedgerClass[] levels = [.. result.Ledger.Classes.Where(row => row.Oracle == total.Oracle)];
            if (total.Oracle == LedgerClass.Remaining && total.Errors == 0) continue;
            Row(total, Meaning(total.Oracle));
            foreach (LedgerClass row in levels.Length > 1 ? levels : []) Row(row, $"  {LevelMeaning(row)}");
            foreach (LedgerExample example in total.Examples) Example(example);
        }

        Line($"{"all",-40}{result.Ledger.Errors,11:N0}");
    }

    private void Row(LedgerClass row, string name) => Line($"{name,-40}{row.Errors,11:N0}   {Percent(row.Share),-22}{row.Alone,9:N0}");

    private void Example(LedgerExample example)
    {
        (int from, int at) = (example.Index - ContextSymbols, example.Index);
        Line($"      at {scores.Positions.Span[at]:N0}: {Visible(from, at)}[{Visible(at, at + 1)}]{Visible(at + 1, at + 1 + ContextSymbols)}");
    }

    private void Compare(LedgerComparison comparison)
    {
        Line($"");
        Line($"errors of {comparison.First} less those of {comparison.Second}");
        Line($"{"",-40}     first     second   difference");
        foreach (LedgerDifference total in comparison.Totals)
        {
            if (total.Oracle == LedgerClass.Remaining && total.First == 0 && total.Second == 0) continue;
            LedgerDifference[] levels = [.. comparison.Classes.Where(row => row.Oracle == total.Oracle)];
            Row(total, Meaning(total.Oracle));
            foreach (LedgerDifference row in levels.Length > 1 ? levels : []) Row(row, $"  {LevelMeaning(row.Oracle, row.Level)}");
        }

        Line($"{"all",-40}{comparison.Totals.Sum(row => row.First),10:N0}{comparison.Totals.Sum(row => row.Second),11:N0}{comparison.Difference,13:N0}");

        void Row(LedgerDifference row, string name) => Line(
            $"{name,-40}{row.First,10:N0}{row.Second,11:N0}{row.Difference.Estimate,13:N0}  ({row.Difference.Low:N0} to {row.Difference.High:N0})");
    }

    /// <summary>An oracle in words.</summary>
    public static string Meaning(string oracle) => oracle switch
    {
        "ngram" => "any n-gram model",
        "memory" => "memory: the word stands shortly before",
        "rare" => "rare: the word is rare in training",
        "start" => "start of a word",
        "punctuation" => "punctuation",
        "boost" => "boost: a little more probability",
        _ => "nothing that was asked",
    };

    private static string LevelMeaning(LedgerClass row) => LevelMeaning(row.Oracle, row.Level);

    private static string LevelMeaning(string oracle, string level) => oracle switch
    {
        "ngram" => $"n = {level}",
        "memory" => $"in the last {level} symbols",
        "rare" => level == "1" ? "once" : $"{level} times",
        "start" => level == "space" ? "after space, end of line or quote" : "elsewhere",
        "boost" => $"{level} more",
        _ => level,
    };

    private static string Percent(Interval share) => FormattableString.Invariant(
        $"{100 * share.Estimate:F2} % ({100 * share.Low:F2} to {100 * share.High:F2})");

    /// <summary>A piece of the text on one line of a terminal.</summary>
    private string Visible(int from, int to) =>
        Failure.OneLine(scores.Text(from, to).Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal));

    private void Line(FormattableString line) => output.WriteLine(FormattableString.Invariant(line).TrimEnd());
}
