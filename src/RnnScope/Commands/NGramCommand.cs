using System.CommandLine;
using RnnScope.Analysis.NGrams;
using RnnScope.Engine.Text;

namespace RnnScope.Commands;

/// <summary><c>ngram TEXT</c>: how well n-gram models predict the text that a network is tested on.</summary>
internal static class NGramCommand
{
    private static readonly Argument<string> TextPath = new("TEXT") { Description = "The text: the file that `rnnscope train` was given." };

    private static readonly Option<string> Orders = new("--orders")
    {
        Description = $"Symbols of context, 0 to {NGramModel.LongestPossible}: numbers and ranges with commas between them. n symbols make an (n+1)-gram model.",
        DefaultValueFactory = _ => "1-9,20",
        HelpName = "A-B,C",
    };

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        SplitOptions split = new();
        Command command = new("ngram", "Predicts the test part of a text with n-gram models of its training part: interpolated modified Kneser-Ney, the usual baseline of a network.")
        {
            TextPath, Orders,
        };
        foreach (Option option in split.All) command.Options.Add(option);
        command.Options.Add(Threads);
        command.Options.Add(CommonOptions.Json);
        command.Examples("rnnscope ngram war-and-peace.txt --symbols bytes --split streams --orders 1-9,20", "rnnscope ngram corpus.c --orders 5 --json");
        command.SetWork((context, cancellation) => Task.FromResult(Measure(context, split, cancellation)));
        return command;
    }

    private static ExitCode Measure(CommandContext context, SplitOptions split, CancellationToken cancellation)
    {
        int[] orders = ContextLengths.Parse(context.Get(Orders), NGramModel.LongestPossible);
        Corpus corpus = Corpus.Load(context.Get(TextPath), split.Symbols(context), split.Split(context));
        NGramResult result = ConsoleProgress.Run(
            context, "counting and predicting", corpus.Train.Characters + corpus.Test.Characters, "symbols",
            report => NGramBaseline.Measure(corpus, orders, context.Get(Threads), report, cancellation));
        if (context.IsJson) context.WriteJson(Json(result));
        else Print(context.Output, result);
        return ExitCode.Ok;
    }

    private static void Print(TextWriter output, NGramResult result)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{result.Text}: {result.TrainingCharacters:N0} symbols to learn from, {result.Scores[0].Characters:N0} to predict, {result.Vocabulary} in the vocabulary"));
        if (result.Unknown > 0)
            output.WriteLine(FormattableString.Invariant($"{result.Unknown:N0} of those to predict do not occur in the training part"));
        string share = FormattableString.Invariant($"{100 * result.Bootstrap.Confidence:0.#} %");
        output.WriteLine($"  n    nats  ({share} of drawn texts)    bits      errors");
        foreach (NGramScore score in result.Scores)
        {
            output.WriteLine(FormattableString.Invariant(
                $"{score.N,3}{score.LossNats,8:F4}  {$"({score.Loss.Low:F4} to {score.Loss.High:F4})",-21}{score.LossNats / Math.Log(2),8:F4}{score.Errors,12:N0}  {100 * score.ErrorRate.Estimate:F2} % ({100 * score.ErrorRate.Low:F2} to {100 * score.ErrorRate.High:F2})"));
        }

        foreach (var same in result.Discounts.Where(used => used.Discounts.Fallback is not null).GroupBy(used => (used.IsContinuation, used.Discounts.Fallback)))
        {
            string counts = same.Key.IsContinuation ? "continuation counts" : "counts";
            output.WriteLine($"fixed discounts for {counts} with n = {ContextLengths.Format(same.Select(used => used.N))}: {same.Key.Fallback}");
        }
    }

    private static object Json(NGramResult result) => new
    {
        text = result.Text,
        sha256 = result.Sha256,
        symbols = result.Symbols.ToString().ToLowerInvariant(),
        split = result.Split.Layout.ToString().ToLowerInvariant(),
        vocabulary = result.Vocabulary,
        training_characters = result.TrainingCharacters,
        test_unknown = result.Unknown,
        bootstrap = CommandContext.Json(result.Bootstrap),
        orders = result.Scores.Select(score => new
        {
            n = score.N,
            loss_nats = CommandContext.Finite(score.LossNats),
            loss_low = CommandContext.Finite(score.Loss.Low),
            loss_high = CommandContext.Finite(score.Loss.High),
            errors = score.Errors,
            error_rate = CommandContext.Json(score.ErrorRate),
            characters = score.Characters,
        }),
        discounts = result.Discounts.Select(used => new
        {
            n = used.N,
            counts = used.IsContinuation ? "continuation" : "raw",
            d1 = used.Discounts.One,
            d2 = used.Discounts.Two,
            d3 = used.Discounts.ThreePlus,
            fallback = used.Discounts.Fallback,
        }),
    };
}
