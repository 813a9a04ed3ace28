using System.CommandLine;
using RnnScope.Analysis.Memory;
using RnnScope.Analysis.NGrams;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>memory RUN [TEXT]</c>: how far back a network looks, and how much of it matters.</summary>
internal static class MemoryCommand
{
    private const string NoOrders = "none";

    private const int MostSymbols = 5000;

    private static readonly Argument<string?> RunPath = new("RUN")
    {
        Description = CommonOptions.Run().Description, Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<string?> TextPath = CommonOptions.Text();

    private static readonly Option<string[]> Published = new("--open")
    {
        Description = "Measure nothing: open published connectivity in the viewer, and RUN beside it if given. The same as view --connectivity.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Sentence = new("--sentence")
    {
        Description = "Read these words instead, and show what every prediction depends on, symbol by symbol.", HelpName = "WORDS",
    };

    private static readonly Option<int> Matrix = Given(CommonOptions.Number(
        "--matrix", 0, 2, MostSymbols, "Show what every prediction depends on, symbol by symbol, for so many symbols from the beginning."));

    private static readonly Option<string> Target = new("--target")
    {
        Description = "Whose logit is differentiated: true (the symbol that comes, or the word), likeliest, or one symbol or word.",
        DefaultValueFactory = _ => "true",
        HelpName = "true|likeliest|SYMBOL|WORD",
    };

    private static readonly Option<int> Horizon = Given(CommonOptions.Number(
        "--horizon", 0, 0, int.MaxValue, "The largest distance that gradients are followed to. [default: 200; with --sentence or --matrix, to the beginning]"));

    private static readonly Option<int> Positions = CommonOptions.Number(
        "--positions", new MemoryOptions().Positions, 20, MemoryOptions.MostPositions, "Positions of the text that are sampled.");

    private static readonly Option<string> Contexts = new("--contexts")
    {
        Description = "Numbers of symbols that the network may read before a prediction, for the memory horizon.",
        DefaultValueFactory = _ => string.Join(',', MemoryOptions.DefaultContexts),
        HelpName = "A,B",
    };

    private static readonly Option<string> Orders = new("--orders")
    {
        Description = "Symbols of context of the n-gram models beside the network: numbers and ranges with commas between them, or none.",
        DefaultValueFactory = _ => "1-15",
        HelpName = "A-B,C",
    };

    private static readonly Option<string?> CorpusPath = CommonOptions.Corpus();

    private static readonly Option<int> Limit = CommonOptions.Limit();

    private static readonly Option<int> Threads = CommonOptions.Threads("Threads to use. The result does not depend on it.");

    public static Command Create()
    {
        Command command = new("memory", "Measures how far back a network looks: what predictions depend on (connectivity), how long units remember, and what is lost when only the last symbols are read.")
        {
            RunPath, TextPath, Sentence, Matrix, Target, Horizon, Positions, Contexts, Orders, CorpusPath, Limit, Threads, Published, CommonOptions.Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(RunPath) is null or { Tokens.Count: 0 } && result.GetResult(Published) is null or { Tokens.Count: 0 })
                result.AddError("expected the folder of a run, or --open FILE, found neither");
        });
        command.Examples(
            "rnnscope memory runs/demo", "rnnscope memory runs/demo --sentence \"the formal study of grammar\" --target likeliest",
            "rnnscope memory runs/demo book.txt --positions 5000 --horizon 500 --orders 1-20 --json",
            "rnnscope memory --open connectivity_gru.json connectivity_lstm.json");
        command.SetWork((context, cancellation) => context.Get(Published) is { Length: > 0 } files
            ? ViewCommand.Show(context, new ViewRequest(context.Get(RunPath) is { } run ? [run] : []) { Connectivity = files }, cancellation)
            : Task.FromResult(Measure(context, cancellation)));
        return command;
    }

    private static ExitCode Measure(CommandContext context, CancellationToken cancellation)
    {
        using Run run = Run.Open(context.Get(RunPath)!);
        bool isMatrix = context.Get(Sentence) is not null || context.IsGiven(Matrix);
        if (!isMatrix) RequireNextSymbol(run);
        ConnectivityOptions connectivity = MemoryTarget.Of(context.Get(Target), run.Model) with
        {
            Horizon = context.IsGiven(Horizon) ? context.Get(Horizon) : null, Threads = context.Get(Threads),
        };
        if (isMatrix) ShowMatrix(context, run, connectivity, cancellation);
        else Summarise(context, run, connectivity with { Horizon = connectivity.Horizon ?? new MemoryOptions().Connectivity.Horizon }, cancellation);
        return ExitCode.Ok;
    }

    private static void RequireNextSymbol(Run run)
    {
        if (run.Model.Words is null) return;
        throw new RunFileException(
            run.Folder.Path, "a network that predicts the next symbol, for a summary over a text", "one that predicts words",
            "its sentences can be looked back through: `--sentence WORDS` or `--matrix N`; `rnnscope autocomplete` says how early it finds words");
    }

    private static void ShowMatrix(CommandContext context, Run run, ConnectivityOptions options, CancellationToken cancellation)
    {
        Vocabulary vocabulary = run.Model.Vocabulary;
        RunText text = context.Get(Sentence) is { } words ? OfSentence(context, words, run.Model) : RunText.Of(run, context.Get(TextPath));
        // The word that the first N symbols cut off is still the right one.
        ReadOnlyMemory<ushort>? targets = run.Model.Words?.Targets(text.Ids.Span, vocabulary).AsMemory();
        if (context.IsGiven(Matrix)) text = text.First(context.Get(Matrix));
        if (text.Ids.Length > MostSymbols)
            throw new CommandException(ExitCode.Usage, $"--sentence: expected at most {MostSymbols} symbols, found {text.Ids.Length}", "put them into a file, for a summary");
        ConnectivityMatrix matrix = ConsoleProgress.Run(context, "following gradients back", text.Ids.Length, "positions", report =>
            ConnectivityAnalysis.Measure(text.Title, run.Model.Network, text.Ids, options, targets?[..text.Ids.Length], report, cancellation));
        if (context.IsJson) context.WriteJson(ConnectivityReport.Json(run, matrix));
        else ConnectivityReport.Print(context.Output, run.Model, matrix);
    }

    private static RunText OfSentence(CommandContext context, string words, Model model)
    {
        ushort[] ids = model.Encode(SymbolReader.Codes(words, model.Vocabulary.Kind));
        if (model.Words is not null && ids.Length == 0) throw new CommandException(ExitCode.Usage, "--sentence: expected at least one word, found none");
        int unknown = ids.AsSpan().Count(model.Vocabulary.UnknownId);
        if (unknown > 0) context.Note($"{unknown} of {ids.Length} symbols of the sentence are unknown to the network");
        return new RunText("sentence", "the sentence", ids);
    }

    private static void Summarise(CommandContext context, Run run, ConnectivityOptions connectivity, CancellationToken cancellation)
    {
        MemoryOptions options = new()
        {
            Connectivity = connectivity, Positions = context.Get(Positions), Contexts = ContextLengths.Parse(context.Get(Contexts), 1_000_000, "--contexts"),
        };
        options.Validated(run.Model.Vocabulary.Count);
        RunText text = RunText.Of(run, context.Get(TextPath));
        if (context.IsGiven(Limit)) text = text.First(context.Get(Limit));
        if (text.Ids.Length < MemoryAnalysis.FewestCharacters)
        {
            throw new CommandException(
                ExitCode.Usage, $"expected a text of at least {MemoryAnalysis.FewestCharacters} symbols, found {text.Ids.Length}",
                "for all pairs of a short one: `--matrix N` or `--sentence WORDS`");
        }

        int[] orders = context.Get(Orders) == NoOrders ? [] : ContextLengths.Parse(context.Get(Orders), NGramModel.LongestPossible);
        NGramModel? ngrams = orders.Length == 0 ? null : Count(context, run, orders[^1], cancellation);
        MemoryResult result = MemoryAnalysis.Measure(
            text.Title, run.Model.Network, run.Model.Vocabulary, text.Ids, options, ngrams, ngrams is null ? [] : orders,
            (what, total, unit, work) => ConsoleProgress.Run(context, what, total, unit, work), cancellation);
        if (context.IsJson) context.WriteJson(MemoryJson.Of(run, result));
        else new MemoryReport(context.Output).Write(run, result);
    }

    /// <summary>The n-gram models of the training part; null, with a note, where nobody asked for them and the text is gone.</summary>
    private static NGramModel? Count(CommandContext context, Run run, int longest, CancellationToken cancellation)
    {
        try
        {
            ushort[] training = RunCorpus.Load(run, context.Get(CorpusPath)).Train.ReadingOrder();
            return ConsoleProgress.Run(context, "counting", training.Length, "symbols", report =>
                NGramModel.Train(training, run.Model.Vocabulary.Count, longest, cancellation));
        }
        catch (RunFileException missing) when (!context.IsGiven(Orders) && !context.IsGiven(CorpusPath))
        {
            context.Note($"no n-gram models: {missing.Message}");
            return null;
        }
    }

    private static Option<int> Given(Option<int> option)
    {
        option.DefaultValueFactory = null;
        return option;
    }
}
