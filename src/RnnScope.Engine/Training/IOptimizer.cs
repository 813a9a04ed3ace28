using RnnScope.Engine.Networks;

namespace RnnScope.Engine.Training;

/// <summary>Turns a gradient into a change of the parameters.</summary>
public interface IOptimizer : IDisposable
{
    /// <summary>What it remembers from step to step, one number a parameter each; saved in checkpoints.</summary>
    IReadOnlyList<ParameterSet> Moments { get; }

    /// <summary>Changes a range of the parameters.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="gradient">The gradient, already clipped.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">Steps so far, this one included: from 1.</param>
    /// <param name="from">First number of the range; ranges are whole multiples of 16.</param>
    /// <param name="to">End of the range.</param>
    void Step(ParameterSet parameters, ParameterSet gradient, float rate, long step, int from, int to);
}
