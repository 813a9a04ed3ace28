using RnnScope.Analysis.Errors;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;

namespace RnnScope.Server;

/// <summary>The errors of networks over texts, sorted as docs/errors.md says; those of the last few that somebody asked about.</summary>
internal sealed class TextLedgers
{
    /// <summary>Of longer texts, so many symbols from the beginning are sorted.</summary>
    public const int Longest = 1_000_000;

    private const int Kept = 4;

    private readonly Lock _lock = new();
    private readonly List<(Trace Trace, Ledger Ledger)> _kept = [];

    /// <summary>The ledger of a text; sorts when it is not known.</summary>
    /// <exception cref="Problem">The text is too short, or what the network was trained on is gone, too long, or was words.</exception>
    public Ledger Of(RunView run, TextView text, CancellationToken cancellation)
    {
        lock (_lock)
        {
            int index = _kept.FindIndex(known => ReferenceEquals(known.Trace, text.Trace));
            if (index >= 0) return _kept[index].Ledger;
        }

        Ledger made = Sort(run, text.Trace, cancellation);
        lock (_lock)
        {
            _kept.Add((text.Trace, made));
            if (_kept.Count > Kept) _kept.RemoveAt(0);
        }

        return made;
    }

    private static Ledger Sort(RunView run, Trace trace, CancellationToken cancellation)
    {
        const string Cannot = "the errors cannot be sorted";
        int count = Math.Min(trace.Characters, Longest);
        if (count < 2) throw new Problem(409, Cannot, "expected a text of at least two characters: the first one announces the second");
        Corpus corpus;
        try
        {
            corpus = run.LoadCorpus();
        }
        catch (RunFileException missing)
        {
            throw new Problem(409, Cannot, $"n-gram models learn from what the network was trained on. {missing.Message}");
        }

        if (corpus.Train.Characters is var training && training > RunLedger.LongestUnasked)
            throw new Problem(409, Cannot, $"expected a network that was trained on at most {RunLedger.LongestUnasked} characters, found {training}: use `rnnscope errors`");
        float[] losses = new float[count];
        trace.ReadColumn(SiteName.Loss, 0, 0, losses);
        return RunLedger.Count(corpus, trace.Title, trace.Symbols[..count].ToArray(), Environment.ProcessorCount, cancellation).Of(losses);
    }
}
