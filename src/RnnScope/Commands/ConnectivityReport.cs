using RnnScope.Analysis.Memory;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The connectivity of a short text, for people and for scripts.</summary>
internal static class ConnectivityReport
{
    private const string StandIn = "*";
    private const int Shown = 200, Strongest = 5;

    /// <summary>A row for each prediction, with the symbols that it depends on most.</summary>
    public static void Print(TextWriter output, Model model, ConnectivityMatrix matrix)
    {
        Vocabulary vocabulary = model.Vocabulary;
        int width = matrix.Rows.Take(Shown).Max(row => Target(model, row).Length);
        string header = "target".PadRight(width = Math.Max(width, "target".Length));
        output.WriteLine(FormattableString.Invariant($"{Failure.OneLine(matrix.Text)}: {matrix.Ids.Length:N0} symbols; the L2 norm of the gradient of a logit with respect to each one-hot input"));
        output.WriteLine($"   at  read  {header}  p(target)  expected                  norm, symbol and distance of what it depends on most");
        foreach (ConnectivityRow row in matrix.Rows.Take(Shown))
        {
            string expected = string.Join(' ', row.Likeliest.Select(pair => FormattableString.Invariant($"{Failure.OneLine(Predicted(model, pair.Symbol))} {pair.Probability:0.00}")));
            string strongest = string.Join("  ", Enumerable.Range(row.From, row.Norms.Length)
                .OrderByDescending(row.Of).ThenByDescending(position => position).Take(Strongest)
                .Select(position => FormattableString.Invariant($"{row.Of(position):G3} {vocabulary.Symbol(matrix.Ids.Span[position])} {row.Position - position}")));
            string rest = row.Remaining > 0 ? FormattableString.Invariant($"  ({100 * row.Remaining:0.##} % beyond)") : "";
            output.WriteLine(FormattableString.Invariant(
                $"{row.Position,5}  {vocabulary.Symbol(matrix.Ids.Span[row.Position]),-4}  {Target(model, row).PadRight(width)}  {row.TargetProbability,9:0.000}  {expected,-24}  {strongest}{rest}"));
        }

        if (matrix.Rows.Count > Shown) output.WriteLine(FormattableString.Invariant($"and {matrix.Rows.Count - Shown:N0} more; --json lists them"));
        if (matrix.Rows.Take(Shown).Any(row => row.IsStandIn)) output.WriteLine($"{StandIn} no word that the network can predict is read here; the likeliest stands in");
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
                target_symbol = Predicted(run.Model, row.Target),
                target_is_stand_in = row.IsStandIn,
                target_probability = CommandContext.Finite(row.TargetProbability),
                likeliest = row.Likeliest.Select(pair => new { id = pair.Symbol, symbol = Predicted(run.Model, pair.Symbol), probability = pair.Probability }),
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

    private static string Target(Model model, ConnectivityRow row) => Failure.OneLine(Predicted(model, row.Target)) + (row.IsStandIn ? StandIn : "");

    /// <summary>A symbol, or a word, that a network predicts.</summary>
    public static string Predicted(Model model, int id) => model.Words?.Words[id] ?? model.Vocabulary.Symbol(id);
}
