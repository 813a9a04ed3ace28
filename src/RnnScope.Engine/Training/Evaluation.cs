using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Engine.Training;

/// <summary>Measures the mean loss over a part of a text.</summary>
/// <remarks>The state starts at zero and is carried through all windows, as char-rnn evaluates.</remarks>
public sealed class Evaluation : IDisposable
{
    private readonly NetworkPass _pass;

    /// <summary>Makes room for parts of this shape.</summary>
    public Evaluation(Network network, int streams, int steps, WorkerPool workers) => _pass = new NetworkPass(network, streams, steps, workers, keepsLogits: false);

    /// <summary>Mean cross-entropy in nats per character.</summary>
    /// <param name="part">The part to read; its streams and steps are those given to the constructor.</param>
    /// <param name="cancellation">Stops between windows.</param>
    public double MeanLoss(StreamPart part, CancellationToken cancellation = default)
    {
        _pass.Reset();
        double sum = 0;
        for (int window = 0; window < part.Windows; window++)
        {
            cancellation.ThrowIfCancellationRequested();
            part.Fill(window, _pass.Inputs, _pass.Targets);
            sum += _pass.Score(part.Steps);
            _pass.Carry(part.Steps);
        }
        return sum / part.Characters;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _pass.Dispose();
}
