using RnnScope.Analysis.Memory;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Study.Results;

/// <summary>What a network looks back at within a sentence.</summary>
/// <param name="Run">The network.</param>
/// <param name="Matrix">All predictions; those before <paramref name="Shown"/> only led up to it.</param>
/// <param name="Shown">The first symbol that is shown.</param>
/// <param name="Rows">The predictions that are shown: after the last space, and after the last symbol.</param>
internal sealed record SentenceFacts(StudyRun Run, ConnectivityMatrix Matrix, int Shown, IReadOnlyList<ConnectivityRow> Rows)
{
    private const int Before = 200, Length = 56, Sentences = 3;

    /// <summary>Pieces of the test text, each a few words with the text before them; the same for all runs of a text.</summary>
    public static IReadOnlyList<Sentence> OfTestText(StudyRun run)
    {
        RunText text = RunText.Test(run.Run);
        ushort[]? targets = run.Run.Model.Words?.Targets(text.Ids.Span, run.Run.Model.Vocabulary);
        List<Sentence> pieces = [];
        for (int i = 1; i <= Sentences; i++)
        {
            int end = (int)((long)text.Ids.Length * i / (Sentences + 1)), from = Math.Max(0, end - Before - Length);
            if (end - from > 1) pieces.Add(new Sentence($"test text, up to symbol {end}", text.Ids[from..end], targets?.AsMemory(from..end)));
        }

        return pieces;
    }

    /// <summary>Words that somebody wrote, as a network reads them.</summary>
    public static Sentence OfWords(StudyRun run, string words)
    {
        Model model = run.Run.Model;
        ushort[] ids = model.Encode(SymbolReader.Codes(words, model.Vocabulary.Kind));
        return new Sentence(words, ids, model.Words?.Targets(ids, model.Vocabulary).AsMemory());
    }

    /// <summary>Follows the predictions of a run back.</summary>
    /// <param name="study">What there is to work with.</param>
    /// <param name="run">The run.</param>
    /// <param name="sentence">At least two symbols.</param>
    public static SentenceFacts Of(StudyContext study, StudyRun run, Sentence sentence)
    {
        Model model = run.Run.Model;
        ConnectivityMatrix matrix = ConnectivityAnalysis.Measure(
            sentence.Title, model.Network, sentence.Ids, new ConnectivityOptions { Threads = study.Options.Threads }, sentence.Targets, cancellation: study.Cancellation);
        int last = matrix.Rows.Count - 1;
        int space = Enumerable.Range(0, last).LastOrDefault(at => model.Vocabulary.Codes[sentence.Ids.Span[at]] == ' ' && at > last - Length / 2, last);
        int[] at = [.. new[] { space, last }.Distinct()];
        return new SentenceFacts(run, matrix, Math.Max(0, matrix.Rows.Count - Length), [.. at.Select(position => matrix.Rows[position])]);
    }
}

/// <summary>A few words that several networks read.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Ids">Its symbols.</param>
/// <param name="Targets">The word at each of them; null for networks of the next symbol.</param>
internal sealed record Sentence(string Title, ReadOnlyMemory<ushort> Ids, ReadOnlyMemory<ushort>? Targets);
