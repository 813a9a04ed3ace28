using RnnScope.Analysis.Features;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Sampling;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Server;

/// <summary>Lets networks write, free or with units held; nothing is kept but the copy of the network that was held last.</summary>
internal sealed class HeldWriter : IDisposable
{
    /// <summary>The most symbols of an answer, and of what is read before.</summary>
    public const int MostSymbols = 2000;

    /// <summary>The most units that are held at a time.</summary>
    public const int MostHolds = 64;

    // One at a time; whoever does not wait any more, because the slider has moved on, gives up the turn.
    private readonly SemaphoreSlim _turn = new(1);
    // Making one compiles its equations; moving a slider only writes a number.
    private (Network Of, string Sites, HeldNetwork Network)? _held;

    /// <summary>Writes.</summary>
    /// <returns>(count, 2): the symbol, and the property's number there (NaN without one).</returns>
    /// <exception cref="Problem">The request makes no sense for this network.</exception>
    /// <exception cref="SiteException">There is no such unit.</exception>
    public async Task<float[]> Write(Model model, WritingRequest request, CancellationToken cancellation)
    {
        if (model.Words is not null) throw new Problem(409, "this network does not write", "expected one that predicts the next symbol, found one that predicts words");
        Vocabulary vocabulary = model.Vocabulary;
        int[] prompt = SymbolReader.Codes(request.Prompt, vocabulary.Kind);
        if (prompt.Length > MostSymbols) throw new Problem(413, "the prompt is too long", $"expected at most {MostSymbols} symbols, found {prompt.Length}");
        Hold[] holds = Holds(model.Network.Shape, request.Holds);
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Write(model, request, prompt, holds, cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _held?.Network.Dispose();
        _turn.Dispose();
    }

    private float[] Write(Model model, WritingRequest request, int[] prompt, Hold[] holds, CancellationToken cancellation)
    {
        Network network = holds.Length == 0 ? model.Network : Held(model.Network, holds);
        using Sampler sampler = new(network, model.Vocabulary, request.Temperature, request.Seed);
        foreach (ushort id in model.Vocabulary.Encode(prompt))
        {
            cancellation.ThrowIfCancellationRequested();
            sampler.Read([id]);
        }

        ushort[] written = new ushort[request.Count];
        for (int i = 0; i < written.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            written[i] = sampler.Next();
        }

        float[] answer = new float[2 * written.Length], track = Track(model.Vocabulary, prompt, written, request.Property, cancellation);
        for (int i = 0; i < written.Length; i++) (answer[2 * i], answer[2 * i + 1]) = (written[i], track.Length == 0 ? float.NaN : track[prompt.Length + i]);
        return answer;
    }

    private Network Held(Network network, Hold[] holds)
    {
        string sites = string.Join(',', holds.Select(hold => hold.Units.Site.Signal).Distinct().Order());
        if (_held is not { } known || known.Of != network || known.Sites != sites)
        {
            _held?.Network.Dispose();
            _held = null;
            _held = (network, sites, new HeldNetwork(network, holds.Select(hold => hold.Units.Site)));
        }

        _held.Value.Network.Hold(holds);
        return _held.Value.Network.Network;
    }

    /// <summary>What was read before counts as well: a quote may have been opened there.</summary>
    private static float[] Track(Vocabulary vocabulary, int[] prompt, ushort[] written, string property, CancellationToken cancellation)
    {
        if (property.Length == 0) return [];
        ScannedText text = new([.. prompt, .. written.Select(id => vocabulary.Codes[id])], vocabulary.Kind);
        try
        {
            return PropertyExpression.Parse(property).Over(text, cancellation).Track;
        }
        catch (PropertyException)
        {
            // What is only half typed, or about another text, is told by the ranking; what was written is worth seeing all the same.
            return [];
        }
    }

    private static Hold[] Holds(NetworkShape shape, string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MostHolds) throw new Problem(400, "'holds' is out of range", $"expected at most {MostHolds} units, found {parts.Length}");
        return [.. parts.Select(part => Hold(shape, part))];
    }

    private static Hold Hold(NetworkShape shape, string text) => UnitValue.Read(text, shape) is { } held
        ? Engine.Interventions.Hold.At(held.Units, held.Value)
        : throw new Problem(400, "'holds' is out of range", $"expected holds=layers.0.h:12=0.5,..., found '{text}'");
}
