using RnnScope.Engine.Networks;

namespace RnnScope.Analysis.Memory;

/// <summary>Neighbouring positions whose gradients walk back together.</summary>
/// <param name="Targets">What is right, by position; None where nobody knows.</param>
/// <param name="Start">Where the window begins that was read.</param>
/// <param name="From">The first position.</param>
/// <param name="To">The position after the last.</param>
/// <param name="Farthest">The largest distance.</param>
/// <param name="Options">Of which logits.</param>
/// <param name="Rows">Receives the results, by position.</param>
internal sealed record ConnectivityBlock(
    ReadOnlyMemory<ushort> Targets, int Start, int From, int To, int Farthest, ConnectivityOptions Options, ConnectivityRow[] Rows);

/// <summary>One worker's share of the positions of a block: every so many-th, so that all have as far to walk.</summary>
internal sealed class ConnectivityWorker : IDisposable
{
    private readonly Network _network;
    private readonly AdjointWalk _walk;
    private readonly float[][] _norms;
    private readonly double[] _statesBefore;
    private readonly int _worker, _workers;

    public ConnectivityWorker(Network network, InputJacobian input, int rows, int worker, int workers)
    {
        (_network, _worker, _workers) = (network, worker, workers);
        _walk = new AdjointWalk(network, input, rows);
        _norms = new float[rows][];
        _statesBefore = new double[rows];
    }

    /// <summary>Follows the worker's positions back.</summary>
    /// <param name="block">The positions.</param>
    /// <param name="pass">The window that was read.</param>
    public void Run(ConnectivityBlock block, NetworkPass pass)
    {
        _walk.Clear();
        int last = block.To - 1 - _worker;
        for (int at = block.To - 1; at >= block.Start; at--)
        {
            bool starts = at >= block.From && (last - at) % _workers == 0 && at <= last;
            if (starts) Start(block, pass, at);
            if (_walk.First == _walk.End && at < block.From) return;
            int first = _walk.First;
            _walk.Back(pass, at - block.Start, 0, isShared: true);
            for (int row = first; row < _walk.End; row++)
            {
                int position = last - row * _workers, from = Math.Max(0, position - block.Farthest);
                _norms[row][at - from] = (float)_walk.InputNorm(row);
                if (at == position) _statesBefore[row] = _walk.StateNorm(row);
                // Rows reach the horizon in the order in which they started.
                if (at == from && at > 0 && row == _walk.First) EndAtHorizon(block, row, position);
            }
        }
    }

    public void Dispose() => _walk.Dispose();

    private void Start(ConnectivityBlock block, NetworkPass pass, int position)
    {
        int row = _walk.End;
        PredictedSymbols predicted = PredictedSymbols.Of(pass.Logits(position - block.Start, 0), _network.Shape.Outputs, block.Targets.Span[position], block.Options);
        int from = Math.Max(0, position - block.Farthest);
        _norms[row] = new float[position - from + 1];
        block.Rows[position] = new ConnectivityRow(
            position, predicted.Target, predicted.TargetProbability, predicted.Likeliest, from, _norms[row], Remaining: 0,
            predicted.IsStandIn);
        _walk.Start(predicted.Target);
    }

    private void EndAtHorizon(ConnectivityBlock block, int row, int position)
    {
        double remaining = _statesBefore[row] > 0 ? _walk.StateNorm(row) / _statesBefore[row] : 0;
        block.Rows[position] = block.Rows[position] with { Remaining = remaining };
        _walk.EndFirst();
    }
}
