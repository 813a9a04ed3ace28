namespace RnnScope.Engine.Training;

/// <summary>How fast one network is on this machine.</summary>
/// <param name="Unit">Its unit.</param>
/// <param name="Layers">L.</param>
/// <param name="Units">H.</param>
/// <param name="TrainingCharactersPerSecond">Whole training steps: forward, backward, softmax, clipping, optimiser, packing.</param>
/// <param name="ForwardCharactersPerSecond">The forward pass with its losses.</param>
/// <param name="TraceCharactersPerSecond">Reading a text and writing every site to disk in half precision; NaN if it was not measured.</param>
/// <param name="TrainingGigaflops">Billions of operations per second of training's matrix products; a one-hot input counts as none.</param>
/// <param name="AllocatedBytesPerStep">Managed memory allocated by one step once all are warm.</param>
public sealed record StepSpeed(
    string Unit, int Layers, int Units, double TrainingCharactersPerSecond, double ForwardCharactersPerSecond,
    double TraceCharactersPerSecond, double TrainingGigaflops, double AllocatedBytesPerStep)
{
    /// <summary>Numbers that a step changes, and that several processes sum.</summary>
    public int Parameters { get; init; }

    /// <summary>Seconds to sum the gradients of all processes; NaN for one.</summary>
    public double SumSeconds { get; init; } = double.NaN;
}
