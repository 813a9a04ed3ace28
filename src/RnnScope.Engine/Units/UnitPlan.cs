using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>What a product multiplies by weights.</summary>
public enum RunSource
{
    /// <summary>The layer's input x.</summary>
    Input,

    /// <summary>A state as the previous step left it.</summary>
    PreviousState,

    /// <summary>A value of this step.</summary>
    Value,
}

/// <summary>One matrix product of a step: one argument times the weights of neighbouring affine calls.</summary>
/// <param name="Source">What is multiplied.</param>
/// <param name="Slot">Value slot of the argument (of the state, for a previous state); -1 for the input.</param>
/// <param name="FirstCall">The first affine call it contributes to; calls are also value and gradient slots.</param>
/// <param name="ArgumentPositions">For each call, which of its arguments this is.</param>
/// <param name="StartsFromBias">Whether these calls start here, from their biases, or are added to.</param>
/// <param name="AdjointSlot">Gradient slot that receives the argument's adjoint; -1 for the input.</param>
/// <param name="AddsToAdjoint">Whether that slot already holds a part of it.</param>
public sealed record ProductRun(
    RunSource Source, int Slot, int FirstCall, IReadOnlyList<int> ArgumentPositions, bool StartsFromBias,
    int AdjointSlot, bool AddsToAdjoint)
{
    /// <summary>How many affine calls it contributes to.</summary>
    public int CallCount => ArgumentPositions.Count;
}

/// <summary>Products, then one elementwise pass over what they gave.</summary>
/// <param name="Runs">The products before the pass.</param>
/// <param name="Forward">Blocks: 0 values of this step, 1 values of the previous step, 5 the learned vectors, 6 the sums of this
/// step's affine calls, a slot each.</param>
/// <param name="Backward">Blocks: 0 and 1 as before, 2 gradients of this step, 3 gradients of the previous step, 4 the adjoint of
/// the output h that comes from the layer above, one slot, 5 the learned vectors. The adjoints of the vectors are the slots of
/// block 2 that follow those of the calls.</param>
public sealed record PlanStage(IReadOnlyList<ProductRun> Runs, ElementwiseProgram Forward, ElementwiseProgram Backward);

/// <summary>How a unit is executed: which products and elementwise passes, and where each value is kept.</summary>
/// <remarks>
/// For every stream and step there is a row of value slots and a row of gradient slots, H floats each. Slots 0..A-1 belong to the
/// A affine calls; a gate such as sigmoid(affine(...)) is kept in the place of its call, whose sum nobody needs again. The backward
/// pass needs what is kept and what follows from it at once, such as tanh(c'); what is kept under a name is the trace.
/// </remarks>
/// <param name="Graph">The unit.</param>
/// <param name="ValueSlots">Slots of a row of values.</param>
/// <param name="GradientSlots">Slots of a row of gradients.</param>
/// <param name="SignalSlots">For each signal of the graph, its value slot.</param>
/// <param name="StateSlots">For each state, its value slot; state 0 is the output.</param>
/// <param name="StateAdjointSlots">For each state, the gradient slot of its adjoint.</param>
/// <param name="Stages">The stages of one step, in order; the backward pass runs them in reverse.</param>
public sealed record UnitPlan(
    UnitGraph Graph, int ValueSlots, int GradientSlots, IReadOnlyList<int> SignalSlots, IReadOnlyList<int> StateSlots,
    IReadOnlyList<int> StateAdjointSlots, IReadOnlyList<PlanStage> Stages)
{
    /// <summary>Plans a unit.</summary>
    public static UnitPlan For(UnitGraph graph) => new UnitPlanner(graph).Plan();
}
