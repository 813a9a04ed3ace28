using RnnScope.Engine.Text;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Training;

/// <summary>The streams of a part that one of several processes reads: neighbours, as many as the others read, give or take one.</summary>
internal sealed class StreamShare
{
    private readonly int _streams, _steps;
    private readonly ushort[] _inputs, _targets; // a window of all streams, where only some are wanted

    /// <summary>The share of one rank; it has no streams where there are more ranks than streams.</summary>
    public StreamShare(int streams, int steps, IRanks ranks)
    {
        (_streams, _steps) = (streams, steps);
        (First, int end) = WorkerPool.Share(streams, ranks.Rank, ranks.Count);
        Count = end - First;
        _inputs = new ushort[IsWhole ? 0 : streams * steps];
        _targets = new ushort[_inputs.Length];
    }

    /// <summary>The first stream of the share.</summary>
    public int First { get; }

    /// <summary>How many streams are in it.</summary>
    public int Count { get; }

    private bool IsWhole => Count == _streams;

    /// <summary>Gives the share of one window to a network.</summary>
    /// <param name="part">The part, of the streams and steps given to the constructor.</param>
    /// <param name="window">Which window.</param>
    /// <param name="inputs">Receives ids, (T, streams of the share).</param>
    /// <param name="targets">Receives what to predict, (T, streams of the share).</param>
    public void Fill(ITextPart part, int window, ushort[] inputs, ushort[] targets)
    {
        if (IsWhole)
        {
            part.Fill(window, inputs, targets);
            return;
        }
        part.Fill(window, _inputs, _targets);
        for (int step = 0; step < _steps; step++)
        {
            int from = step * _streams + First, to = step * Count;
            _inputs.AsSpan(from, Count).CopyTo(inputs.AsSpan(to));
            _targets.AsSpan(from, Count).CopyTo(targets.AsSpan(to));
        }
    }
}
