using RnnScope.Engine.Units;
using RnnScope.Numerics.Memory;

namespace RnnScope.Engine.Networks;

/// <summary>One step back through one layer, for rows of adjoints wherever they lie.</summary>
/// <remarks>Rows of values may have stride 0: then many adjoints go back through one and the same step.</remarks>
internal sealed class BackwardStep(UnitKernels kernels, LayerWeights weights)
{
    private readonly int _lanes = kernels.Lanes;

    /// <summary>The adjoints of the states are complete; those of all calls and of the states of the step before are written.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="values">What the layer computed at this step.</param>
    /// <param name="previousValues">What it had computed at the step before.</param>
    /// <param name="adjoints">Adjoints of this step.</param>
    /// <param name="previousAdjoints">Adjoints of the step before.</param>
    /// <param name="output">The part of h's adjoint that comes from the layer above.</param>
    public void Run(int rows, RowBlock values, RowBlock previousValues, RowBlock adjoints, RowBlock previousAdjoints, RowBlock output)
    {
        for (int stage = kernels.Backward.Length - 1; stage >= 0; stage--)
        {
            kernels.Backward[stage].Run(rows, values, previousValues, adjoints, previousAdjoints, output, weights.VectorRow);
            foreach (RunWeights run in weights.Stages[stage])
            {
                if (run.Run.Source == RunSource.Input) continue;
                RowBlock destination = (run.Run.Source == RunSource.PreviousState ? previousAdjoints : adjoints)
                    .Column((long)run.Run.AdjointSlot * _lanes);
                run.MultiplyTransposed(Calls(run, adjoints), rows, run.Run.AddsToAdjoint, destination);
            }
        }
    }

    /// <summary>The adjoint of what the layer read, from those of its calls; not for the first layer, which reads symbols.</summary>
    public void ToInput(int rows, RowBlock adjoints, RowBlock destination, int steps = 1)
    {
        foreach (RunWeights run in weights.Stages[0])
        {
            if (run.Run.Source == RunSource.Input)
                run.MultiplyTransposed(Calls(run, adjoints), rows, run.Run.AddsToAdjoint, destination, steps);
        }
    }

    private RowBlock Calls(RunWeights run, RowBlock row) => row.Column((long)run.Run.FirstCall * _lanes);
}
