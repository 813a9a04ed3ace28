namespace RnnScope.Engine.Files;

/// <summary>One report of the trainer.</summary>
/// <param name="Step">Optimiser steps so far.</param>
/// <param name="Epoch">Passes over the training part so far, with its fraction.</param>
/// <param name="TrainLossNats">Cross-entropy of the training text since the last report, nats per symbol.</param>
/// <param name="ValidationLossNats">Cross-entropy of the validation part, where it was measured.</param>
/// <param name="GradientNorm">Euclidean norm of the gradient before clipping.</param>
/// <param name="CharactersPerSecond">Training speed since the last report.</param>
/// <param name="LearningRate">The rate that the step used.</param>
public sealed record TrainingLogLine(
    long Step,
    double Epoch,
    double TrainLossNats,
    double? ValidationLossNats,
    double GradientNorm,
    double CharactersPerSecond,
    double LearningRate);
