using RnnScope.Analysis.Memory;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The connectivity of a short text, for people and for scripts.</summary>
internal static class ConnectivityReport
{
    private const int Shown = 200, Strongest = 5;

    /// <summary>A row for each prediction, with the symbols that it depends on most.</summary>
    public static void Print(TextWriter output, Vocabulary vocabulary, ConnectivityMatrix matrix)
    {
        output.WriteLine(FormattableString.Invariant($"{Failure.OneLine(matrix.Text)}: {matrix.Ids.Length:N0} symbols; the L2 norm of the gradient of a logit with respect to each one-hot input"));
        output.WriteLine("   at  read  target  p(target)  expected                  norm, symbol and distance of what it depends on most");
        foreach (ConnectivityRow row in matrix.Rows.Take(Shown))
        {
            string expected = string.Join(' ', row.Likeliest.Select(pair => FormattableString.Invariant($"{vocabulary.Symbol(pair.Symbol)} {pair.Probability:0.00}")));
            string strongest = string.Join("  ", Enumerable.Range(row.From, row.Norms.Length)
                .OrderByDescending(row.Of).ThenByDescending(position => position).Take(Strongest)
                .Select(position => FormattableString.Invariant($"{row.Of(position):G3} {vocabulary.Symbol(matrix.Ids.Span[position])} {row.Position - position}")));
            string rest = row.Remaining > 0 ? FormattableString.Invariant($"  ({100 * row.Remaining:0.##} % beyond)") : "";
            output.WriteLine(FormattableString.Invariant(
                $"{row.Position,5}  {vocabulary.Symbol(matrix.Ids.Span[row.Position]),-4}  {vocabulary.Symbol(row.Target),-6}  {row.TargetProbability,9:0.000}  {expected,-24}  {strongest}{rest}"));
        }

        if (matrix.Rows.Count > Shown) output.WriteLine(FormattableString.Invariant($"and {matrix.Rows.Count - Shown:N0} more; --json lists them"));
    }

    /// <summary>Everything.</summary>
    public static object Json(Run run, ConnectivityMatrix matrix)
    {
        Vocabulary vocabulary = run.Model.Vocabulary;
        NetworkShape shape = run.Model.Network.Shape;
        return new
        {
            run = run.Folder.Name,
            text = matrix.Text,
            unit = shape.Unit.Name,
            layers = shape.Layers,
            units = shape.Units,
            target = Name(matrix.Target),
            horizon = matrix.Horizon,
            ids = matrix.Ids.ToArray(),
            symbols = matrix.Ids.ToArray().Select(id => vocabulary.Symbol(id)),
            rows = matrix.Rows.Select(row => new
            {
                position = row.Position,
                target = row.Target,
                target_symbol = vocabulary.Symbol(row.Target),
                target_probability = CommandContext.Finite(row.TargetProbability),
                likeliest = row.Likeliest.Select(pair => new { id = pair.Symbol, symbol = vocabulary.Symbol(pair.Symbol), probability = pair.Probability }),
                from = row.From,
                norms = row.Norms.Select(norm => float.IsFinite(norm) ? norm : (float?)null),
                remaining = CommandContext.Finite(row.Remaining),
            }),
        };
    }

    /// <summary>A target as it is written on the command line.</summary>
    public static string Name(ConnectivityTarget target) => target switch
    {
        ConnectivityTarget.True => "true",
        ConnectivityTarget.Likeliest => "likeliest",
        _ => "symbol",
    };
}
