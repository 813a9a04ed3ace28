using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Scores;

namespace RnnScope.Study.Results;

/// <summary>An error in its text.</summary>
/// <param name="Position">Where it is in the file, in symbols from 0.</param>
/// <param name="Pieces">The text around it, cut where something begins or ends.</param>
/// <param name="Earlier">Evidence farther back.</param>
internal sealed record ExampleFacts(int Position, IReadOnlyList<ExamplePiece> Pieces, IReadOnlyList<EarlierText> Earlier)
{
    private const int Before = 60, After = 30, AroundEvidence = 20;

    /// <summary>An example of a ledger.</summary>
    public static ExampleFacts Of(TextScores text, LedgerExample example)
    {
        int from = Math.Max(0, example.Index - Before), to = Math.Min(text.Count, example.Index + 1 + After);
        TextRange[] near = [.. example.Evidence.Where(range => range.From + range.Count > from && range.From < to)];
        int[] cuts = [.. near.SelectMany(range => new[] { range.From, range.From + range.Count })
            .Concat([from, example.Index, example.Index + 1, to]).Where(cut => cut >= from && cut <= to).Distinct().Order()];
        return new ExampleFacts(
            text.Positions.Span[example.Index],
            [.. cuts.Zip(cuts.Skip(1), (start, end) => new ExamplePiece(
                text.Text(start, end), start == example.Index, near.Any(range => start >= range.From && start < range.From + range.Count)))],
            [.. example.Evidence.Except(near).Select(range => new EarlierText(
                text.Text(range.From - AroundEvidence, range.From), text.Text(range.From, range.From + range.Count),
                text.Text(range.From + range.Count, range.From + range.Count + AroundEvidence), example.Index - range.From))]);
    }
}

/// <summary>A piece of the text around an error.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsError">Whether it is the symbol that was not expected.</param>
/// <param name="IsEvidence">Whether it is what the class goes by.</param>
internal sealed record ExamplePiece(string Text, bool IsError, bool IsEvidence);

/// <summary>Evidence that lies farther back than the text around the error goes.</summary>
/// <param name="Before">Text before it.</param>
/// <param name="Text">The evidence.</param>
/// <param name="After">Text after it.</param>
/// <param name="Distance">How many symbols before the error it begins.</param>
internal sealed record EarlierText(string Before, string Text, string After, int Distance);
