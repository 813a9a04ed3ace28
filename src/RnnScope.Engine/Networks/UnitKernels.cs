using RnnScope.Engine.Units;
using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Networks;

/// <summary>A unit's plan compiled for a number of lanes: shared by all layers of a network.</summary>
internal sealed class UnitKernels(UnitPlan plan, int lanes)
{
    public UnitPlan Plan { get; } = plan;

    public int Lanes { get; } = lanes;

    public ElementwiseKernel[] Forward { get; } = [.. plan.Stages.Select(stage => new ElementwiseKernel(stage.Forward, lanes))];

    public ElementwiseKernel[] Backward { get; } = [.. plan.Stages.Select(stage => new ElementwiseKernel(stage.Backward, lanes))];
}
