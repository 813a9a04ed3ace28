using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>Summaries of long texts: made in the background for the sites that somebody looks at, the last few kept.</summary>
internal sealed class Overviews : IDisposable
{
    private const int Kept = 6;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    // One at a time: each reads a whole site from the disk.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly LinkedList<(Trace Trace, string Site, SiteSummary Summary, Task Work)> _known = [];

    /// <summary>The summary of a site, as far as it is.</summary>
    public SiteSummary Of(Trace trace, string site)
    {
        lock (_lock)
        {
            for (var node = _known.First; node is not null; node = node.Next)
            {
                if (!ReferenceEquals(node.Value.Trace, trace) || node.Value.Site != site) continue;
                _known.Remove(node);
                _known.AddFirst(node);
                return node.Value.Summary;
            }

            SiteSummary summary = new(trace, site);
            _known.AddFirst((trace, site, summary, Complete(summary)));
            // One that is still being made is not forgotten, or it would be made again at the next question.
            while (_known.Count > Kept && _known.Last!.Value.Work.IsCompleted) _known.RemoveLast();
            return summary;
        }
    }

    /// <summary>Stops what is being made; the traces may be closed afterwards.</summary>
    public void Dispose()
    {
        _end.Cancel();
        Task[] work;
        lock (_lock) work = [.. _known.Select(known => known.Work)];
        Task.WaitAll(work);
        _end.Dispose();
        _turn.Dispose();
    }

    private Task Complete(SiteSummary summary) => Task.Run(async () =>
    {
        try
        {
            await _turn.WaitAsync(_end.Token).ConfigureAwait(false);
            try
            {
                summary.Complete(_end.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
#pragma warning disable CA1031 // the file was cut while it was open: what is there is answered, and whoever reads the text hears of it
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    });
}
