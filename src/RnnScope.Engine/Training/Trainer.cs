using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Engine.Training;

/// <summary>Trains a network on a text by backpropagation through time and writes a run folder.</summary>
/// <remarks>
/// Streams that go on carry their state from window to window (truncated backpropagation), and from the end of an epoch to the start
/// of the next as char-rnn does: starting each epoch from zero cost 0.002 to 0.009 nats in docs/reproduction.md. After each epoch the validation loss decides whether the weights are the best so far; those are kept, and the test loss is theirs. Interrupted at any moment, even by
/// the loss of power, a training resumes from its last checkpoint and ends with the same bits.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private const int LogEveryWindows = 50;
    private readonly RunFolder _folder;
    private readonly RunConfiguration _run;
    private readonly ITrainingText _corpus;
    private readonly WorkerPool _workers;
    private readonly TrainingState _state;
    private readonly GradientStep _step;
    private readonly Evaluation _validation;
    private readonly TrainingLog _log;
    private readonly TrainingClock _clock;
    private double _gradientNorm, _learningRate;

    /// <summary>Prepares a training.</summary>
    /// <param name="folder">The run's folder; run.json is written there.</param>
    /// <param name="run">What to train, and how.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="time">The clock; only reports and limits depend on it, never the weights.</param>
    public Trainer(RunFolder folder, RunConfiguration run, ITrainingText corpus, WorkerPool workers, TimeProvider time)
    {
        (_folder, _run, _corpus, _workers) = (folder, run, corpus, workers);
        TrainingConfiguration configuration = run.Training.Validated();
        var shape = new NetworkShape(run.ParseUnit(), run.Layers, run.Units, corpus.Vocabulary.Count) { Words = corpus.Words?.Count };
        _state = new TrainingState(shape.Validated(), configuration, corpus.Train.Streams, corpus.Train.Steps, workers);
        _step = new GradientStep(_state.Network, _state.Gradient, _state.Optimizer, (float)configuration.Clip, workers);
        _validation = new Evaluation(_state.Network, corpus.Validation.Streams, corpus.Validation.Steps, workers);
        _log = new TrainingLog(folder.TrainingLogFile);
        _clock = new TrainingClock(time);
    }

    /// <summary>Number of parameters of the network.</summary>
    public int Parameters => _state.Network.Parameters.Count;

    /// <summary>Epochs, with the part of the current one.</summary>
    private double EpochsDone => _state.Epoch + (double)_state.Window / _corpus.Train.Windows;

    /// <summary>Mean loss of the current epoch, nats; only once it has begun.</summary>
    private double EpochLossSoFar => _state.EpochLossSum / _corpus.Train.CountBefore(_state.Window).Targets;

    /// <summary>Trains to the end.</summary>
    /// <param name="resumes">Whether to go on from the last checkpoint, if there is one.</param>
    /// <param name="report">Hears how it goes, after every window.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number; the best weights so far are kept.</exception>
    /// <exception cref="TrainingInterruptedException">It was cancelled; it can be resumed.</exception>
    public TrainingResult Run(bool resumes, Action<TrainingProgress> report, CancellationToken cancellation)
    {
        if (resumes && Checkpoint.TryRestore(_folder, _state)) _state.Network.Pack();
        _log.TruncateAfter(_state.Step);
        _clock.Start(_state.Seconds);
        if (_state.Step == 0) KeepSnapshot();
        while (!IsOver())
        {
            if (cancellation.IsCancellationRequested) Interrupt();
            Window();
            KeepSnapshot();
            bool isEpochEnd = _state.Window == _corpus.Train.Windows;
            if (isEpochEnd) EndEpoch();
            else if (_state.Window % LogEveryWindows == 0) Log(null);
            if (isEpochEnd || _clock.SecondsSinceCheckpoint >= _run.Training.CheckpointSeconds) Save();
            report(Progress(isEpochEnd));
        }
        return Finish(cancellation);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _validation.Dispose();
        _state.Dispose();
    }

    private bool IsOver()
    {
        TrainingConfiguration training = _run.Training;
        bool isAtEpochStart = _state.Window == 0;
        bool isStale = training.Patience > 0 && _state.Epoch - _state.BestEpoch >= training.Patience && _state.Epoch > 0;
        return (isAtEpochStart && (_state.Epoch >= training.Epochs || isStale))
            || (training.Minutes > 0 && _clock.Seconds >= training.Minutes * 60);
    }

    private void Window()
    {
        NetworkPass pass = _state.Pass;
        if (_state.Step == 0) pass.Reset();
        _corpus.Train.Fill(_state.Window, pass.Inputs, pass.Targets);
        double loss = pass.Learn(_state.Gradient, dropoutKey: Rng.Mix(_run.Training.Seed ^ Rng.Mix((ulong)_state.Step + 1)));
        _gradientNorm = _step.Norm();
        if (!double.IsFinite(loss) || !double.IsFinite(_gradientNorm)) Diverge(loss);
        _state.Step++;
        _learningRate = _run.Training.RateAt(_state.Epoch);
        _step.Take(_learningRate, _state.Step);
        if (_corpus.Train.CarriesState) pass.Carry(pass.Steps);
        _state.EpochLossSum += loss;
        _state.Window++;
        _clock.Count(_corpus.Train.CountBefore(_state.Window).Characters - _corpus.Train.CountBefore(_state.Window - 1).Characters);
    }

    private void EndEpoch()
    {
        double validation = _validation.MeanLoss(_corpus.Validation);
        _state.LastTrainLoss = _state.EpochLossSum / _corpus.Train.Total.Targets;
        _state.ValidationLoss = validation;
        _state.Epoch++;
        _state.Window = 0;
        _state.EpochLossSum = 0;
        Log(validation);
        KeepIfBest();
    }

    private void KeepIfBest()
    {
        if (!(_state.ValidationLoss < _state.BestValidationLoss)) return;
        _state.BestValidationLoss = _state.ValidationLoss;
        _state.BestEpoch = _state.Epoch;
        _state.Best.CopyFrom(_state.Network.Parameters);
        SaveModel();
    }

    private TrainingResult Finish(CancellationToken cancellation)
    {
        if (_state.Window > 0) // a time limit cut the epoch: its weights compete too
        {
            _state.LastTrainLoss = EpochLossSoFar;
            _state.ValidationLoss = _validation.MeanLoss(_corpus.Validation, cancellation);
            Log(_state.ValidationLoss);
            KeepIfBest();
        }
        double seconds = _clock.Seconds;
        double characters = (double)_state.Epoch * _corpus.Train.Total.Characters + _corpus.Train.CountBefore(_state.Window).Characters;
        _state.Network.Parameters.CopyFrom(_state.Best);
        _state.Network.Pack();
        SaveModel();
        ITextPart test = _corpus.Test;
        using var evaluation = new Evaluation(_state.Network, test.Streams, test.Steps, _workers);
        var result = new TrainingResult(
            EpochsDone, _state.BestEpoch, _state.LastTrainLoss, _state.BestValidationLoss,
            evaluation.MeanLoss(test, cancellation), test.Total.Targets, _corpus.TestUnknown, Parameters, characters / Math.Max(seconds, 1e-9), seconds);
        (_run with { Result = result }).Save(_folder);
        return result;
    }

    private void Interrupt()
    {
        Save();
        throw new TrainingInterruptedException(_state.Step, _folder.Path);
    }

    private void Diverge(double loss)
    {
        if (!File.Exists(_folder.ModelFile)) SaveModel();
        string kept = _state.BestEpoch > 0 ? $"the weights of epoch {_state.BestEpoch} are kept" : "the weights before this step are kept";
        throw new TrainingDivergedException(_state.Step + 1, FormattableString.Invariant($"loss {loss}, gradient norm {_gradientNorm}"), kept);
    }

    private void Save()
    {
        _state.Seconds = _clock.Seconds;
        Checkpoint.Save(_folder, _state);
        _clock.CheckpointWritten();
    }

    private void KeepSnapshot()
    {
        if (!SnapshotSteps.Contains(_state.Step, _run.Training.Snapshots)) return;
        Directory.CreateDirectory(_folder.SnapshotFolder);
        SaveModel(_folder.SnapshotFile(_state.Step), "step", _state.Step);
    }

    private void SaveModel() => SaveModel(_folder.ModelFile, "epoch", _state.BestEpoch);

    private void SaveModel(string file, string when, long value) => ModelFile.Save(
        file, _state.Network, _corpus.Vocabulary,
        new Dictionary<string, string> { ["corpus_sha256"] = _corpus.Sha256, [when] = FormattableString.Invariant($"{value}") }, _corpus.Words);

    private void Log(double? validation)
    {
        double train = validation is null ? EpochLossSoFar : _state.LastTrainLoss;
        _log.Append(new TrainingLogLine(_state.Step, EpochsDone, train, validation, _gradientNorm, _clock.CharactersPerSecond, _learningRate));
    }

    private TrainingProgress Progress(bool isEpochEnd)
    {
        double done = EpochsDone;
        return new TrainingProgress(
            done, _run.Training.Epochs, _state.Step, isEpochEnd ? _state.LastTrainLoss : EpochLossSoFar,
            double.IsNaN(_state.ValidationLoss) ? null : _state.ValidationLoss,
            double.IsInfinity(_state.BestValidationLoss) ? null : _state.BestValidationLoss,
            _clock.CharactersPerSecond, _clock.Remaining((_run.Training.Epochs - done) * _corpus.Train.Total.Characters, _run.Training.Minutes), isEpochEnd);
    }
}
