using RnnScope.Analysis.Memory;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;

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
    /// <param name="isOfLikeliest">Whether what is likeliest is followed back, rather than what is right.</param>
    /// <param name="cancellation">The browser does not wait any more, or the program ends.</param>
    /// <returns>Rows, one for each symbol. Where nobody knows what is right, as after the last symbol, it is the likeliest.</returns>
    public async Task<float[]> Read(Model model, string text, bool isOfLikeliest, CancellationToken cancellation)
    {
        TypedSymbols read = TypedSymbols.Of(model, text);
        if (read.Ids.Length > LongestText)
        {
            throw new Problem(
                413, "the text is too long", $"expected at most {LongestText} symbols, found {read.Ids.Length}: `rnnscope memory` measures longer texts");
        }

        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Compute(model.Network, read, isOfLikeliest, cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static float[] Compute(Network network, TypedSymbols read, bool isOfLikeliest, CancellationToken cancellation)
    {
        ConnectivityOptions options = new()
        {
            Target = isOfLikeliest ? ConnectivityTarget.Likeliest : ConnectivityTarget.True,
            Threads = Environment.ProcessorCount,
        };
        return ConnectivityRows.Of(read, ConnectivityAnalysis.Measure("", network, read.Ids, options, read.Targets, cancellation: cancellation));
    }
}
