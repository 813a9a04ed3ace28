using RnnScope.Analysis.Cells;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>The units of texts, made ready to be ranked: those of the last few that somebody asked about, as far as memory goes.</summary>
internal sealed class RankedTexts : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<RankedText> _texts = [];
    // One after the other: each uses all it needs of the machine.
    private Task _last = Task.CompletedTask;

    /// <summary>The units of a text; begins to make them ready when they are not.</summary>
    public RankedText Of(Trace trace)
    {
        lock (_lock)
        {
            RankedText? text = _texts.Find(known => ReferenceEquals(known.Trace, trace) && !known.Ranked.IsFaulted);
            if (text is null) _last = (text = new RankedText(trace, _last)).Ranked;
            // Whoever was asked about last goes last.
            _texts.RemoveAll(known => ReferenceEquals(known.Trace, trace));
            _texts.Add(text);
            while (_texts.Count > 1 && _texts.Sum(known => known.Bytes) > RankedUnits.DefaultMemory)
            {
                _texts[0].Dispose();
                _texts.RemoveAt(0);
            }

            return text;
        }
    }

    /// <summary>Stops what is under way, and waits until no trace is read any more.</summary>
    public void Dispose()
    {
        foreach (RankedText text in _texts) text.Dispose();
        // Each waits for the one before it, and whatever went wrong was told to whom it concerned.
        Task.WaitAny(_last);
    }
}
