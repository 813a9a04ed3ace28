namespace RnnScope.Engine.Training;

/// <summary>What a training came to.</summary>
/// <param name="Epochs">Epochs that were run; a part when a time limit cut the last.</param>
/// <param name="BestEpoch">The epoch whose weights were kept.</param>
/// <param name="TrainLossNats">Mean training loss of the last epoch, nats per prediction.</param>
/// <param name="ValidationLossNats">Validation loss of the weights that were kept.</param>
/// <param name="TestLossNats">Test loss of the weights that were kept.</param>
/// <param name="TestCharacters">Predictions that the test loss is the mean of.</param>
/// <param name="TestUnknown">Test symbols that the training part does not contain.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="CharactersPerSecond">Training characters per second over the whole run, validation and files included.</param>
/// <param name="Seconds">Seconds of training.</param>
public sealed record TrainingResult(
    double Epochs, int BestEpoch, double TrainLossNats, double ValidationLossNats, double TestLossNats, long TestCharacters,
    long TestUnknown, int Parameters, double CharactersPerSecond, double Seconds);
