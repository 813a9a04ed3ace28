using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Training;

namespace RnnScope.Runs;

/// <summary>Finds the text that a run was trained on and divides it as training did.</summary>
internal static class RunCorpus
{
    /// <summary>The text of a run that predicts the next symbol.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">Where the text is now; null looks where it was when the run was made.</param>
    /// <exception cref="RunFileException">It is not there, or another text, or the run predicts words.</exception>
    public static Corpus Load(Run run, string? path)
    {
        run.RequireNextSymbol();
        RunConfiguration configuration = RunConfiguration.Load(run.Folder);
        return configuration.TextSplit.Apply(Read(run, configuration, path, (file, kind) => SymbolReader.Open(file, kind)), run.Model.Vocabulary);
    }

    /// <summary>The text of a run that predicts words.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">Where the text is now; null looks where it was when the run was made.</param>
    /// <exception cref="RunFileException">It is not there, or another text, or the run predicts the next symbol.</exception>
    public static WordCorpus LoadWords(Run run, string? path)
    {
        WordVocabulary words = run.RequireWords();
        RunConfiguration configuration = RunConfiguration.Load(run.Folder);
        return configuration.WordSplit.Apply(Read(run, configuration, path, SymbolReader.ReadFile), run.Model.Vocabulary, words);
    }

    /// <summary>Which of some files is the text of a run; null when it is none of them, and still where it was.</summary>
    /// <param name="configuration">The run's.</param>
    /// <param name="files">Texts that have been moved.</param>
    public static string? Among(RunConfiguration configuration, IReadOnlyList<string> files) =>
        files.FirstOrDefault(file => SymbolReader.Sha256(file) == configuration.CorpusSha256)
        // None is: the error should be about what was given.
        ?? (files is [string first, ..] && !File.Exists(configuration.CorpusPath) ? first : null);

    /// <summary>Makes sure that a second run was tested on the same symbols.</summary>
    /// <exception cref="RunFileException">It was not.</exception>
    public static void RequireSame(Run first, Run second)
    {
        (RunConfiguration one, RunConfiguration other) = (RunConfiguration.Load(first.Folder), RunConfiguration.Load(second.Folder));
        const string Hint = "compare runs that were trained with the same text, `--symbols`, `--split`, shares, `--streams` and `--steps`";
        string expected = $"a run with the text of {first.Folder.Name}";
        if (one.CorpusSha256 != other.CorpusSha256) throw new RunFileException(second.Folder.RunFile, expected, "another text", Hint);
        if (!IsSameText(one, other)) throw new RunFileException(second.Folder.RunFile, $"{expected}, divided alike", "the same text, divided otherwise", Hint);
        if (!first.Model.Vocabulary.HasSameSymbols(second.Model.Vocabulary))
            throw new RunFileException(second.Folder.ModelFile, $"the vocabulary of {first.Folder.Name}", "another one", Hint);
        if (first.Model.Words is { } words && !words.Words.SequenceEqual(second.Model.Words?.Words ?? []))
            throw new RunFileException(second.Folder.ModelFile, $"the words of {first.Folder.Name}", "other ones", "compare runs with the same `--words`");
    }

    /// <summary>Whether two runs were tested on the same symbols, as far as their configurations say.</summary>
    public static bool IsSameText(RunConfiguration one, RunConfiguration other) =>
        one.CorpusSha256 == other.CorpusSha256 && one.Symbols == other.Symbols && IsDividedAlike(one, other);

    /// <summary>Observations of words are the same however many are read side by side.</summary>
    private static bool IsDividedAlike(RunConfiguration one, RunConfiguration other) => one.Task == PredictionTask.Autocomplete
        ? other.Task == one.Task && (one with { Streams = 1, Words = 0 }).WordSplit == (other with { Streams = 1, Words = 0 }).WordSplit
        : one.TextSplit == other.TextSplit;

    private static T Read<T>(Run run, RunConfiguration configuration, string? path, Func<string, SymbolKind, T> read)
        where T : ISymbolText
    {
        string file = path ?? configuration.CorpusPath, expected = $"the text that {run.Folder.Name} was trained on";
        const string Hint = "say where it is: `--corpus FILE`";
        if (!File.Exists(file)) throw new RunFileException(file, expected, "nothing", Hint);
        T text = read(file, configuration.Symbols);
        if (text.Sha256 != configuration.CorpusSha256)
            throw new RunFileException(file, $"{expected}, SHA-256 {Short(configuration.CorpusSha256)}", $"SHA-256 {Short(text.Sha256)}", Hint);
        if (run.Model.Vocabulary.Kind != configuration.Symbols)
            throw new RunFileException(run.Folder.ModelFile, $"a model of {configuration.Symbols}, as run.json says", $"one of {run.Model.Vocabulary.Kind}", "copy the run again");
        return text;
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] + "..." : hash;
}
