using RnnScope.Engine.Units;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>Runs one layer over blocks of steps for some of its streams, forwards and backwards.</summary>
/// <remarks>Streams are independent: a worker takes its streams through the steps without waiting for anyone.</remarks>
internal sealed class LayerPass(UnitKernels kernels, LayerWeights weights, LayerMemory memory, CallMemory callMemory, LayerPass? below, bool drops)
{
    private readonly int _lanes = kernels.Lanes;
    private readonly BackwardStep _stepBack = new(kernels, weights);

    public LayerMemory Memory => memory;

    public LayerWeights Weights => weights;

    /// <summary>What this layer reads; null for the first layer, which reads symbols.</summary>
    public RowBlock? Incoming(int step, int stream, bool isLearning) =>
        below?.Memory.Outgoing(step, stream, drops && isLearning);

    /// <summary>Steps <paramref name="first"/>..<paramref name="end"/> of streams from..to.</summary>
    /// <param name="first">First step.</param>
    /// <param name="end">The step after the last.</param>
    /// <param name="from">First stream.</param>
    /// <param name="to">The stream after the last.</param>
    /// <param name="symbols">The symbols of all streams, (T, B).</param>
    /// <param name="streams">B.</param>
    /// <param name="isLearning">Whether units are dropped.</param>
    public void Forward(int first, int end, int from, int to, ReadOnlySpan<ushort> symbols, int streams, bool isLearning)
    {
        // What sees only the layer's input needs no loop over time.
        foreach (RunWeights run in weights.Stages[0])
        {
            if (run.Run.Source != RunSource.Input) continue;
            RowBlock calls = Calls(run, callMemory.Rows(first, from));
            if (run.Table is null)
                run.Multiply(Incoming(first, from, isLearning)!.Value, to - from, Start(run, calls), calls, end - first);
            for (int step = first; run.Table is not null && step < end; step++)
                run.LookUp(symbols.Slice(step * streams + from, to - from), calls.Group(step - first));
        }
        for (int step = first; step < end; step++) Forward(step, from, to - from);
    }

    /// <summary>Steps end-1 down to first: the adjoints of all calls, and the output adjoints of the layer below.</summary>
    public void Backward(int first, int end, int from, int to)
    {
        for (int step = end - 1; step >= first; step--) Backward(step, from, to - from);
        if (below is null) return;
        _stepBack.ToInput(to - from, memory.Adjoints(first, from), below.Memory.OutputAdjoint(first, from), end - first);
        for (int step = first; drops && step < end; step++) Dropout.Backward(below.Memory, step, from, to, _lanes);
    }

    private void Forward(int step, int from, int rows)
    {
        RowBlock now = memory.Values(step, from), previous = memory.Values(step - 1, from), computed = callMemory.Rows(step, from);
        for (int stage = 0; stage < kernels.Forward.Length; stage++)
        {
            foreach (RunWeights run in weights.Stages[stage])
            {
                if (run.Run.Source == RunSource.Input) continue;
                RowBlock argument = (run.Run.Source == RunSource.PreviousState ? previous : now).Column((long)run.Run.Slot * _lanes);
                RowBlock calls = Calls(run, computed);
                run.Multiply(argument, rows, Start(run, calls), calls);
            }
            kernels.Forward[stage].Run(rows, now, previous, block5: memory.Vectors(step, from) ?? weights.VectorRow, block6: computed);
        }
    }

    /// <summary>One step back: the adjoints of the states are complete, those of the step before are written.</summary>
    private void Backward(int step, int from, int rows) => _stepBack.Run(
        rows, memory.Values(step, from), memory.Values(step - 1, from), memory.Adjoints(step, from), memory.Adjoints(step - 1, from),
        memory.OutputAdjoint(step, from));

    private RowBlock Calls(RunWeights run, RowBlock row) => row.Column((long)run.Run.FirstCall * _lanes);

    private RowBlock Start(RunWeights run, RowBlock calls) =>
        run.Run.StartsFromBias ? new(weights.Bias, (long)run.Run.FirstCall * _lanes, 0) : calls;
}
