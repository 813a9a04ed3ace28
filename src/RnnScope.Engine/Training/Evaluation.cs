using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Engine.Training;

/// <summary>Measures the loss over a part of a text.</summary>
/// <remarks>The state starts at zero and is carried through all windows where the part says so, as char-rnn evaluates.</remarks>
public sealed class Evaluation : IDisposable
{
    private readonly NetworkPass _pass;

    /// <summary>Makes room for parts of this shape.</summary>
    public Evaluation(Network network, int streams, int steps, WorkerPool workers) => _pass = new NetworkPass(network, streams, steps, workers, keepsLogits: false);

    /// <summary>Mean cross-entropy of the predictions that count, in nats.</summary>
    /// <param name="part">The part to read; its streams and steps are those given to the constructor.</param>
    /// <param name="cancellation">Stops between windows.</param>
    public double MeanLoss(ITextPart part, CancellationToken cancellation = default)
    {
        double sum = 0;
        Read(part, (_, windowSum) => sum += windowSum, cancellation);
        return sum / part.Total.Targets;
    }

    /// <summary>What each prediction was and cost; the mean is <see cref="MeanLoss"/>, but for the order of its sum.</summary>
    /// <param name="part">The part to read; its streams and steps are those given to the constructor.</param>
    /// <param name="report">Hears, after each window, how many symbols have been predicted.</param>
    /// <param name="cancellation">Stops between windows.</param>
    public PartPredictions Predict(StreamPart part, Action<long>? report = null, CancellationToken cancellation = default)
    {
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
    public void Dispose() => _pass.Dispose();

    private void Read(ITextPart part, Action<int, double> scored, CancellationToken cancellation)
    {
        _pass.Reset();
        for (int window = 0; window < part.Windows; window++)
        {
            cancellation.ThrowIfCancellationRequested();
            part.Fill(window, _pass.Inputs, _pass.Targets);
            scored(window, _pass.Score(part.Steps));
            if (part.CarriesState) _pass.Carry(part.Steps);
        }
    }
}
