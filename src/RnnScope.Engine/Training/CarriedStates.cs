using System.Runtime.InteropServices;
using RnnScope.Engine.Networks;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Training;

/// <summary>The states that all streams carry into the next window, whichever process reads them: what a checkpoint holds of them.</summary>
/// <remarks>Since it holds all of them, a training may go on with another number of processes.</remarks>
internal sealed class CarriedStates
{
    private readonly NetworkPass _pass;
    private readonly StreamShare _share;
    private readonly int _layers, _states, _streams, _units;
    private readonly float[] _all; // (layer, state, stream, H)

    /// <summary>Makes room for the states of all streams.</summary>
    /// <param name="shape">The network's.</param>
    /// <param name="pass">The pass that reads this rank's share.</param>
    /// <param name="share">Which streams it reads.</param>
    /// <param name="streams">B, of all ranks together.</param>
    public CarriedStates(NetworkShape shape, NetworkPass pass, StreamShare share, int streams)
    {
        (_pass, _share, _streams) = (pass, share, streams);
        (_layers, _states, _units) = (shape.Layers, shape.Unit.NextStates.Count, shape.Units);
        _all = new float[_layers * _states * streams * _units];
    }

    /// <summary>One state of one layer, (B, H).</summary>
    public Span<float> Rows(int layer, int state) => _all.AsSpan((layer * _states + state) * _streams * _units, _streams * _units);

    /// <summary>Brings together what all ranks carry.</summary>
    public void Collect(IRanks ranks)
    {
        int row = _layers * _states * _units, most = (_streams + ranks.Count - 1) / ranks.Count;
        float[] mine = new float[most * row], theirs = new float[ranks.Count * mine.Length];
        for (int stream = 0; stream < _share.Count; stream++)
            ForEach((layer, state, at) => _pass.CarriedState(layer, state, stream).CopyTo(mine.AsSpan(stream * row + at)));
        ranks.Gather(MemoryMarshal.AsBytes<float>(mine), MemoryMarshal.AsBytes(theirs.AsSpan()));
        for (int rank = 0; rank < ranks.Count; rank++)
        {
            (int from, int to) = WorkerPool.Share(_streams, rank, ranks.Count);
            for (int stream = from; stream < to; stream++)
            {
                int start = rank * mine.Length + (stream - from) * row;
                ForEach((layer, state, at) => theirs.AsSpan(start + at, _units).CopyTo(Rows(layer, state)[(stream * _units)..]));
            }
        }
    }

    /// <summary>Gives every rank its share of what rank 0 has in <see cref="Rows"/>.</summary>
    public void Spread(IRanks ranks)
    {
        ranks.Broadcast(_all.AsSpan());
        for (int stream = 0; stream < _share.Count; stream++)
            ForEach((layer, state, _) => Rows(layer, state).Slice((_share.First + stream) * _units, _units).CopyTo(_pass.CarriedState(layer, state, stream)));
    }

    private void ForEach(Action<int, int, int> visit)
    {
        for (int layer = 0; layer < _layers; layer++)
            for (int state = 0; state < _states; state++) visit(layer, state, (layer * _states + state) * _units);
    }
}
