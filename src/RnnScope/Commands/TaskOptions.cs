using System.CommandLine;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;

namespace RnnScope.Commands;

/// <summary>The options that decide what a network learns to predict.</summary>
internal sealed class TaskOptions
{
    private const string NextSymbol = "next-symbol", Autocomplete = "autocomplete";

    private readonly Option<string> _task = CommonOptions.Choice(
        "--task", NextSymbol, [NextSymbol, Autocomplete],
        "What to predict: the next symbol, or, at every character, the whole word it belongs to. Words have other defaults: see docs/autocomplete.md.");

    private readonly Option<int> _words = CommonOptions.Number(
        "--words", 16_384, 2, WordVocabulary.LargestCount, "Autocomplete: the most words to predict, the most frequent of the training part.");

    private readonly Option<string> _filter = CommonOptions.Choice(
        "--filter", TextFilter.None,
        "Autocomplete: what happens to the text first: nothing; letters keeps letters of any alphabet, in lower case; text8 a to z, with digits spelled out.");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [_task, _words, _filter];

    /// <summary>What is predicted.</summary>
    public PredictionTask Task(CommandContext context)
    {
        if (context.Get(_task) == Autocomplete) return PredictionTask.Autocomplete;
        foreach (Option option in (Option[])[_words, _filter])
        {
            if (context.IsGiven(option)) throw new CommandException(ExitCode.Usage, $"{option.Name} needs --task {Autocomplete}", "add it, or leave the option out");
        }

        return PredictionTask.NextSymbol;
    }

    /// <summary>The most words to predict; null where the next symbol is.</summary>
    public int? Words(CommandContext context) => Task(context) == PredictionTask.Autocomplete ? context.Get(_words) : null;

    /// <summary>What happens to a text of words first; null where the next symbol is predicted.</summary>
    public TextFilter? Filter(CommandContext context) =>
        Task(context) == PredictionTask.Autocomplete ? Enum.Parse<TextFilter>(context.Get(_filter), ignoreCase: true) : null;
}
