using RnnScope.Engine.Units;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Runs one layer over the steps of a window for some of its streams, forwards and backwards.</summary>
/// <remarks>Streams are independent: a worker takes its streams through the whole window without waiting for anyone.</remarks>
internal sealed class LayerPass(UnitKernels kernels, LayerWeights weights, LayerMemory memory, LayerPass? below, bool drops)
{
    private readonly int _lanes = kernels.Lanes;

    public LayerMemory Memory => memory;

    public LayerWeights Weights => weights;

    /// <summary>What this layer reads; null for the first layer, which reads symbols.</summary>
    public RowBlock? Incoming(int step, int stream, bool isLearning) =>
        below?.Memory.Outgoing(step, stream, drops && isLearning);

    /// <summary>One step for streams from..to; <paramref name="symbols"/> are the inputs of those streams.</summary>
    public void Forward(int step, int from, int to, ReadOnlySpan<ushort> symbols, bool isLearning)
    {
        int rows = to - from;
        RowBlock now = memory.Values(step, from), previous = memory.Values(step - 1, from);
        for (int stage = 0; stage < kernels.Forward.Length; stage++)
        {
            foreach (RunWeights run in weights.Stages[stage])
            {
                RowBlock calls = now.Column((long)run.Run.FirstCall * _lanes);
                if (run.Table is { } table)
                {
                    for (int row = 0; row < rows; row++)
                        table.Span((long)symbols[row] * run.Columns, run.Columns).CopyTo(calls.Row(row, run.Columns));
                    continue;
                }
                RowBlock argument = run.Run.Source switch
                {
                    RunSource.Input => Incoming(step, from, isLearning)!.Value,
                    RunSource.PreviousState => previous.Column((long)run.Run.Slot * _lanes),
                    _ => now.Column((long)run.Run.Slot * _lanes),
                };
                RowBlock init = run.Run.StartsFromBias ? new(weights.Bias, (long)run.Run.FirstCall * _lanes, 0) : calls;
                run.Multiply(argument, rows, init, calls);
            }
            kernels.Forward[stage].Run(rows, now, previous);
        }
    }

    /// <summary>One step back: the adjoint of h is complete, adjoints of the step before and of the layer below are written.</summary>
    public void Backward(int step, int from, int to)
    {
        int rows = to - from;
        RowBlock adjoints = memory.Gradients(step, from), previousAdjoints = memory.Gradients(step - 1, from);
        for (int stage = kernels.Backward.Length - 1; stage >= 0; stage--)
        {
            kernels.Backward[stage].Run(rows, memory.Values(step, from), memory.Values(step - 1, from), adjoints, previousAdjoints);
            foreach (RunWeights run in weights.Stages[stage])
            {
                if (run.Table is not null) continue; // symbols have no adjoint
                RowBlock destination = run.Run.Source switch
                {
                    RunSource.Input => below!.Memory.HiddenAdjoint(step, from),
                    RunSource.PreviousState => previousAdjoints.Column((long)run.Run.AdjointSlot * _lanes),
                    _ => adjoints.Column((long)run.Run.AdjointSlot * _lanes),
                };
                run.MultiplyTransposed(adjoints.Column((long)run.Run.FirstCall * _lanes), rows, run.Run.AddsToAdjoint, destination);
            }
        }
        if (drops && below is not null) Dropout.Backward(below.Memory, step, from, to, _lanes);
    }
}
