namespace RnnScope.Engine.Training;

/// <summary>Where a training stands.</summary>
/// <param name="Epoch">Epochs completed, with the fraction of the current one.</param>
/// <param name="Epochs">Epochs planned.</param>
/// <param name="Step">Optimiser steps so far.</param>
/// <param name="TrainLossNats">Mean loss of the current epoch so far, nats per character.</param>
/// <param name="ValidationLossNats">Loss after the last complete epoch; null before.</param>
/// <param name="BestValidationLossNats">The best so far; null before the first.</param>
/// <param name="CharactersPerSecond">Over the last seconds.</param>
/// <param name="Remaining">Time left if all epochs are run; null until it can be told.</param>
/// <param name="IsEpochEnd">Whether an epoch has just been completed and validated.</param>
public sealed record TrainingProgress(
    double Epoch, int Epochs, long Step, double TrainLossNats, double? ValidationLossNats, double? BestValidationLossNats,
    double CharactersPerSecond, TimeSpan? Remaining, bool IsEpochEnd);

/// <summary>What a training came to.</summary>
/// <param name="Epochs">Epochs that were run; a part when a time limit cut the last.</param>
/// <param name="BestEpoch">The epoch whose weights were kept.</param>
/// <param name="TrainLossNats">Mean training loss of the last epoch, nats per character.</param>
/// <param name="ValidationLossNats">Validation loss of the weights that were kept.</param>
/// <param name="TestLossNats">Test loss of the weights that were kept.</param>
/// <param name="TestCharacters">Predictions that the test loss is the mean of.</param>
/// <param name="TestUnknown">Test characters that the training part does not contain.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="CharactersPerSecond">Training characters per second over the whole run, validation and files included.</param>
/// <param name="Seconds">Seconds of training.</param>
public sealed record TrainingResult(
    double Epochs, int BestEpoch, double TrainLossNats, double ValidationLossNats, double TestLossNats, long TestCharacters,
    long TestUnknown, int Parameters, double CharactersPerSecond, double Seconds);

/// <summary>A training whose loss or gradient is no longer a number.</summary>
public sealed class TrainingDivergedException(long step, string found, string kept)
    : Exception($"step {step}: expected a finite loss and gradient, found {found}; {kept}")
{
    /// <summary>The step that would have destroyed the weights; it was not taken.</summary>
    public long Step { get; } = step;

    /// <summary>What may help.</summary>
    public static string Hint => "try a smaller --learning-rate, or a smaller --clip";
}
