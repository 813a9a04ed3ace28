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
