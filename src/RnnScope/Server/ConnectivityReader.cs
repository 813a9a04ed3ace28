using RnnScope.Analysis.Memory;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Server;

/// <summary>Answers what the predictions of networks look back at, over a short text; nothing is kept.</summary>
internal sealed class ConnectivityReader : IDisposable
{
    /// <summary>The most symbols of a text: the work grows with their square.</summary>
    public const int LongestText = 500;

    // Each answer uses all it needs of the machine; whoever does not wait any more gives up the turn.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Lets a network read a text from an empty state, and follows each prediction back.</summary>
    /// <param name="model">The network.</param>
    /// <param name="text">What it reads.</param>
    /// <param name="isOfLikeliest">Whether the likeliest symbol is followed back, rather than the one that came.</param>
    /// <param name="cancellation">The browser does not wait any more, or the program ends.</param>
    /// <returns>Rows, one for each symbol. After the last symbol nothing came: there it is the likeliest.</returns>
    public async Task<float[]> Read(Model model, string text, bool isOfLikeliest, CancellationToken cancellation)
    {
        if (model.Words is not null)
            throw new Problem(409, "this network predicts words", "what looks back is measured for networks of the next symbol; `rnnscope autocomplete` measures this one");
        int[] codes = SymbolReader.Codes(text, model.Vocabulary.Kind);
        if (codes.Length == 0) throw new Problem(400, "there is no text", "expected at least one character, found none");
        if (codes.Length > LongestText)
        {
            throw new Problem(
                413, "the text is too long", $"expected at most {LongestText} symbols, found {codes.Length}: `rnnscope memory` measures longer texts");
        }

        ushort[] ids = model.Vocabulary.Encode(codes);
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Compute(model.Network, ids, isOfLikeliest, cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static float[] Compute(Network network, ushort[] ids, bool isOfLikeliest, CancellationToken cancellation)
    {
        ConnectivityOptions options = new()
        {
            Target = isOfLikeliest ? ConnectivityTarget.Likeliest : ConnectivityTarget.True,
            Threads = Environment.ProcessorCount,
        };
        ushort[] read = isOfLikeliest ? ids : [.. ids, LikeliestAfter(network, ids)];
        return ConnectivityRows.Of(ConnectivityAnalysis.Measure("", network, read, options, cancellation: cancellation));
    }

    private static ushort LikeliestAfter(Network network, ushort[] ids)
    {
        using WorkerPool workers = new(1);
        using NetworkPass pass = new(network, 1, ids.Length, workers);
        ids.CopyTo(pass.Inputs);
        pass.Read(ids.Length);
        ReadOnlySpan<float> logits = pass.Logits(ids.Length - 1, 0)[..network.Shape.Symbols];
        int best = 0;
        for (int id = 1; id < logits.Length; id++)
        {
            if (logits[id] > logits[best]) best = id;
        }

        return (ushort)best;
    }
}
