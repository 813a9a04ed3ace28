using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Training;

/// <summary>Trains a network on a text by backpropagation through time and writes a run folder.</summary>
/// <remarks>
/// Streams that go on carry their state from window to window (truncated backpropagation), and from the end of an epoch to the start
/// of the next as char-rnn does: starting each epoch from zero cost 0.002 to 0.009 nats in docs/reproduction.md. After each epoch the validation loss decides whether the weights are the best so far; those are kept, and the test loss is theirs. Interrupted at any moment, even by
/// the loss of power, a training resumes from its last checkpoint and ends with the same bits. Several processes may train one network:
/// each reads some of the streams, the gradients are summed, and all take the same step; docs/numerics.md says how alike the results are.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private const int LogEveryWindows = 50;
    private readonly RunConfiguration _run;
    private readonly ITrainingText _corpus;
    private readonly WorkerPool _workers;
    private readonly IRanks _ranks;
    private readonly TrainingState _state;
    private readonly GradientStep _step;
    private readonly Evaluation _validation;
    private readonly TrainingFiles _files;
    private readonly TrainingClock _clock;
    private double _gradientNorm, _learningRate;

    /// <summary>Prepares a training.</summary>
    /// <param name="folder">The run's folder; rank 0 writes there, and only rank 0 needs it.</param>
    /// <param name="run">What to train, and how.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="time">The clock; only reports and limits depend on it, never the weights.</param>
    /// <param name="ranks">The processes that train it together, which have the same text and configuration; default: this one alone.</param>
    /// <exception cref="ArgumentException">The configuration has a mistake, or there are fewer streams than processes.</exception>
    public Trainer(RunFolder folder, RunConfiguration run, ITrainingText corpus, WorkerPool workers, TimeProvider time, IRanks? ranks = null)
    {
        (_run, _corpus, _workers, _ranks) = (run, corpus, workers, ranks ?? OneRank.Instance);
        RequireStreams(corpus.Train.Streams, _ranks.Count);
        TrainingConfiguration configuration = run.Training.Validated();
        var shape = new NetworkShape(run.ParseUnit(), run.Layers, run.Units, corpus.Vocabulary.Count) { Words = corpus.Words?.Count };
        _state = new TrainingState(shape.Validated(), configuration, corpus.Train.Streams, corpus.Train.Steps, workers, _ranks);
        _step = new GradientStep(_state.Network, _state.Gradient, _state.Optimizer, (float)configuration.Clip, workers);
        _validation = new Evaluation(_state.Network, corpus.Validation.Streams, corpus.Validation.Steps, workers, _ranks);
        _files = new TrainingFiles(folder, run, corpus, _state, writes: _ranks.IsFirst());
        _clock = new TrainingClock(time);
    }

    /// <summary>Asked before each writing to the run's folder; throws when the run has come into other hands.</summary>
    public Action? BeforeWriting { init => _files.BeforeWriting = value; }

    /// <summary>Number of parameters of the network.</summary>
    public int Parameters => _state.Network.Parameters.Count;

    /// <summary>Epochs, with the part of the current one.</summary>
    private double EpochsDone => _state.Epoch + (double)_state.Window / _corpus.Train.Windows;

    /// <summary>Mean loss of the current epoch, nats; only once it has begun.</summary>
    private double EpochLossSoFar => _state.EpochLossSum / _corpus.Train.CountBefore(_state.Window).Targets;

    /// <summary>Trains to the end.</summary>
    /// <param name="resumes">Whether to go on from the last checkpoint, if there is one.</param>
    /// <param name="report">Hears how it goes: after every window, and while a loss is measured.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number; the best weights so far are kept.</exception>
    /// <exception cref="TrainingInterruptedException">It was cancelled; it can be resumed.</exception>
    public TrainingResult Run(bool resumes, Action<TrainingProgress> report, CancellationToken cancellation)
    {
        if (resumes) Restore();
        _files.TruncateLog();
        _clock.Start(_state.Seconds);
        if (_state.Step == 0) _files.KeepSnapshot();
        for (Moment now = Now(cancellation); !IsOver(now); now = Now(cancellation))
        {
            if (now.IsCancelled) Interrupt();
            Window();
            _files.KeepSnapshot();
            bool isEpochEnd = _state.Window == _corpus.Train.Windows;
            if (isEpochEnd) EndEpoch(report);
            else if (_state.Window % LogEveryWindows == 0) Log(null);
            if (isEpochEnd || now.SecondsSinceCheckpoint >= _run.Training.CheckpointSeconds) Save();
            report(Progress(isEpochEnd));
        }
        // The last losses of a large text take minutes: what was learned must not depend on them.
        if (_state.Window > 0) Save();
        try
        {
            return Finish(report, cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new TrainingInterruptedException(_state.Step, _files.Path, _ranks.Count);
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _validation.Dispose();
        _state.Dispose();
    }

    /// <summary>Throws unless each process has a stream to read.</summary>
    /// <exception cref="ArgumentException">There are too few.</exception>
    public static void RequireStreams(int streams, int ranks)
    {
        if (streams < ranks)
            throw new ArgumentException(FormattableString.Invariant($"streams: expected at least {ranks}, one for each process, found {streams}; start fewer processes, or give more --streams"));
    }

    private void Restore()
    {
        if (!_ranks.FromFirst(_files.TryRestore())) return;
        _state.Spread(_ranks);
        _state.Network.Pack();
    }

    private Moment Now(CancellationToken cancellation) =>
        Moment.Agree(_ranks, new Moment(_clock.Seconds, _clock.SecondsSinceCheckpoint, cancellation.IsCancellationRequested));

    private bool IsOver(Moment now)
    {
        TrainingConfiguration training = _run.Training;
        bool isAtEpochStart = _state.Window == 0;
        bool isStale = training.Patience > 0 && _state.Epoch - _state.BestEpoch >= training.Patience && _state.Epoch > 0;
        return (isAtEpochStart && (_state.Epoch >= training.Epochs || isStale))
            || (training.Minutes > 0 && now.Seconds >= training.Minutes * 60);
    }

    private void Window()
    {
        NetworkPass pass = _state.Pass;
        if (_state.Step == 0) pass.Reset();
        PartCount before = _corpus.Train.CountBefore(_state.Window), after = _corpus.Train.CountBefore(_state.Window + 1);
        _state.Share.Fill(_corpus.Train, _state.Window, pass.Inputs, pass.Targets);
        ulong dropoutKey = Rng.Mix(_run.Training.Seed ^ Rng.Mix((ulong)_state.Step + 1));
        double loss = _ranks.Sum(pass.Learn(_state.Gradient, dropoutKey, counted: after.Targets - before.Targets));
        _ranks.Sum(_state.Gradient.All); // and so the norm, what becomes of it, and every weight are the same everywhere
        _gradientNorm = _step.Norm();
        if (!double.IsFinite(loss) || !double.IsFinite(_gradientNorm)) Diverge(loss);
        _state.Step++;
        _learningRate = _run.Training.RateAt(_state.Epoch);
        _step.Take(_learningRate, _state.Step);
        if (_corpus.Train.CarriesState) pass.Carry(pass.Steps);
        _state.EpochLossSum += loss;
        _state.Window++;
        _clock.Count(after.Characters - before.Characters);
    }

    private void EndEpoch(Action<TrainingProgress> report)
    {
        double validation = Measure("validation", _validation, _corpus.Validation, report, CancellationToken.None);
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
        _files.SaveModel();
    }

    private TrainingResult Finish(Action<TrainingProgress> report, CancellationToken cancellation)
    {
        if (_state.Window > 0) // a time limit cut the epoch: its weights compete too
        {
            _state.LastTrainLoss = EpochLossSoFar;
            _state.ValidationLoss = Measure("validation", _validation, _corpus.Validation, report, cancellation);
            Log(_state.ValidationLoss);
            KeepIfBest();
        }
        double seconds = _clock.Seconds;
        double characters = (double)_state.Epoch * _corpus.Train.Total.Characters + _corpus.Train.CountBefore(_state.Window).Characters;
        _state.Network.Parameters.CopyFrom(_state.Best);
        _state.Network.Pack();
        _files.SaveModel();
        ITextPart test = _corpus.Test;
        using var evaluation = new Evaluation(_state.Network, test.Streams, test.Steps, _workers, _ranks);
        var result = new TrainingResult(
            EpochsDone, _state.BestEpoch, _state.LastTrainLoss, _state.BestValidationLoss,
            Measure("test", evaluation, test, report, cancellation), test.Total.Targets, _corpus.TestUnknown, Parameters, characters / Math.Max(seconds, 1e-9), seconds);
        _files.SaveResult(result);
        return result;
    }

    /// <summary>The mean loss of a part: of a large text that takes minutes.</summary>
    private double Measure(string name, Evaluation evaluation, ITextPart part, Action<TrainingProgress> report, CancellationToken cancellation)
    {
        long total = part.Total.Characters;
        TrainingProgress before = Progress(isEpochEnd: false);
        double began = _clock.Seconds;
        return evaluation.MeanLoss(
            part, done => report(before with { Measuring = new(name, done, total, TimeSpan.FromSeconds(_clock.Seconds - began)) }), cancellation);
    }

    private void Interrupt()
    {
        Save();
        throw new TrainingInterruptedException(_state.Step, _files.Path, _ranks.Count);
    }

    private void Diverge(double loss)
    {
        _files.SaveFirstModel();
        string kept = _state.BestEpoch > 0 ? $"the weights of epoch {_state.BestEpoch} are kept" : "the weights before this step are kept";
        throw new TrainingDivergedException(_state.Step + 1, FormattableString.Invariant($"loss {loss}, gradient norm {_gradientNorm}"), kept);
    }

    private void Save()
    {
        _state.Seconds = _clock.Seconds;
        RequireSameWeights();
        _state.Carried.Collect(_ranks);
        _files.SaveCheckpoint();
        _clock.CheckpointWritten();
    }

    /// <summary>A library or a machine that adds differently would go unnoticed, and the run would be worth nothing.</summary>
    private void RequireSameWeights()
    {
        if (_ranks.Count == 1) return;
        byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes(_state.Network.Parameters.All));
        ulong[] all = _ranks.Gather(BitConverter.ToUInt64(hash));
        int other = Array.FindIndex(all, one => one != all[0]);
        if (other > 0)
            throw new InvalidOperationException(FormattableString.Invariant($"after step {_state.Step} process {other} has other weights than process 0; the last checkpoint is good"));
    }

    private void Log(double? validation)
    {
        double train = validation is null ? EpochLossSoFar : _state.LastTrainLoss;
        _files.Log(new TrainingLogLine(_state.Step, EpochsDone, train, validation, _gradientNorm, _clock.CharactersPerSecond, _learningRate));
    }

    private TrainingProgress Progress(bool isEpochEnd)
    {
        double done = EpochsDone;
        return new TrainingProgress(
            done, _run.Training.Epochs, _state.Step, _state.Window == 0 ? _state.LastTrainLoss : EpochLossSoFar,
            double.IsNaN(_state.ValidationLoss) ? null : _state.ValidationLoss,
            double.IsInfinity(_state.BestValidationLoss) ? null : _state.BestValidationLoss,
            _clock.CharactersPerSecond, _clock.Remaining((_run.Training.Epochs - done) * _corpus.Train.Total.Characters, _run.Training.Minutes), isEpochEnd);
    }
}
