using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>A run beside another one over the same text, as docs/contract.md has it.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Text">What it calls the text; null where the two cannot be compared.</param>
/// <param name="Why">Why they cannot; null where they can.</param>
/// <param name="Snapshots">Steps whose weights it has kept.</param>
internal sealed record PeerInfo(string Run, string? Text, string? Why, IReadOnlyList<long> Snapshots)
{
    /// <summary>Looks for a text in another run.</summary>
    /// <param name="name">The other run's name.</param>
    /// <param name="run">The other run.</param>
    /// <param name="text">The text, as the first run read it.</param>
    public static PeerInfo Of(string name, RunView run, Trace text)
    {
        long[] snapshots = [.. run.Folder.Snapshots().Select(snapshot => snapshot.Step)];
        if (Difference(run, text) is { } difference) return new PeerInfo(name, null, difference, snapshots);
        TextView? same = run.Texts.FirstOrDefault(other => ReferenceEquals(other.Trace, text) || other.Trace.Symbols.SequenceEqual(text.Symbols));
        return same is null
            ? new PeerInfo(name, null, $"it has not read this text, or another part of it: open both runs with `--text FILE`", snapshots)
            : new PeerInfo(name, same.Id, null, snapshots);
    }

    private static string? Difference(RunView run, Trace text)
    {
        Vocabulary own = text.Vocabulary, other = run.Model.Vocabulary;
        if (run.Model.Words is null != text.Words is null) return run.Model.Words is null ? "it predicts symbols, this run words" : "it predicts words, this run symbols";
        if (run.Model.Words is { } words && !words.Words.SequenceEqual(text.Words!.Words)) return "it predicts other words";
        if (own.Kind != other.Kind) return other.Kind == SymbolKind.Bytes ? "it reads bytes, this run characters" : "it reads characters, this run bytes";
        return own.HasSameSymbols(other) ? null : $"it knows other symbols: {other.Count} of them, this run {own.Count}";
    }
}
