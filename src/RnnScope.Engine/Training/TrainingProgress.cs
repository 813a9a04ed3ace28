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
    double CharactersPerSecond, TimeSpan? Remaining, bool IsEpochEnd)
{
    /// <summary>While a loss is measured: how far that is; null while the network learns.</summary>
    public MeasuringProgress? Measuring { get; init; }
}

/// <summary>How far the measuring of a loss is.</summary>
/// <param name="Part">What is measured, as in "validation".</param>
/// <param name="Characters">Symbols predicted so far.</param>
/// <param name="Total">Symbols of the part.</param>
/// <param name="Elapsed">Time that it has taken.</param>
public sealed record MeasuringProgress(string Part, long Characters, long Total, TimeSpan Elapsed);
