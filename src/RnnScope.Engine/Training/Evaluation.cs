using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;
using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Training;

/// <summary>Measures the loss over a part of a text.</summary>
/// <remarks>The state starts at zero and is carried through all windows where the part says so, as char-rnn evaluates.</remarks>
public sealed class Evaluation : IDisposable
{
    private readonly IRanks _ranks;
    private readonly StreamShare _share;
    private readonly NetworkPass? _pass; // none where other processes read all there is

    /// <summary>Makes room for parts of this shape.</summary>
    /// <param name="network">The network.</param>
    /// <param name="streams">B of the parts.</param>
    /// <param name="steps">T of the parts.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="ranks">Processes that share the streams; default: this one alone.</param>
    public Evaluation(Network network, int streams, int steps, WorkerPool workers, IRanks? ranks = null)
    {
        _ranks = ranks ?? OneRank.Instance;
        _share = new StreamShare(streams, steps, _ranks);
        if (_share.Count > 0) _pass = new NetworkPass(network, _share.Count, steps, workers, keepsLogits: false);
    }

    /// <summary>Mean cross-entropy of the predictions that count, in nats.</summary>
    /// <param name="part">The part to read; its streams and steps are those given to the constructor.</param>
    /// <param name="report">Hears, after each window, how many symbols have been predicted.</param>
    /// <param name="cancellation">Stops between windows.</param>
    public double MeanLoss(ITextPart part, Action<long>? report = null, CancellationToken cancellation = default)
    {
        double sum = 0;
        Read(part, (window, windowSum) =>
        {
            sum += windowSum;
            report?.Invoke(part.CountBefore(window + 1).Characters);
        }, cancellation);
        return _ranks.Sum(sum) / part.Total.Targets;
    }

    /// <summary>What each prediction was and cost; the mean is <see cref="MeanLoss"/>, but for the order of its sum.</summary>
    /// <param name="part">The part to read; its streams and steps are those given to the constructor.</param>
    /// <param name="report">Hears, after each window, how many symbols have been predicted.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="InvalidOperationException">Other processes read a part of it.</exception>
    public PartPredictions Predict(StreamPart part, Action<long>? report = null, CancellationToken cancellation = default)
    {
        if (_pass is null || _ranks.Count > 1) throw new InvalidOperationException("the predictions of a part are those of one process");
        int characters = MemoryNeed.Array("the predictions of a part of the text", part.Characters, sizeof(double) + sizeof(ushort));
        double[] losses = new double[characters];
        ushort[] likeliest = new ushort[characters];
        int length = characters / part.Streams;
        Read(part, (window, _) =>
        {
            for (int stream = 0; stream < part.Streams; stream++)
            {
                int from = stream * length + window * part.Steps;
                for (int step = 0; step < part.Steps; step++)
                {
                    int at = step * part.Streams + stream;
                    (losses[from + step], likeliest[from + step]) = (_pass.Losses[at], _pass.Likeliest[at]);
                }
            }
            report?.Invoke((window + 1L) * part.Steps * part.Streams);
        }, cancellation);
        return new PartPredictions(losses, likeliest);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _pass?.Dispose();

    private void Read(ITextPart part, Action<int, double> scored, CancellationToken cancellation)
    {
        _pass?.Reset();
        for (int window = 0; window < part.Windows; window++)
        {
            // All stop at the same window, or some would wait for the others' sums.
            if (cancellation.CanBeCanceled && _ranks.Any(cancellation.IsCancellationRequested)) throw new OperationCanceledException(cancellation);
            if (_pass is null) continue;
            _share.Fill(part, window, _pass.Inputs, _pass.Targets);
            scored(window, _pass.Score(part.Steps));
            if (part.CarriesState) _pass.Carry(part.Steps);
        }
    }
}
