using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Interventions;

/// <summary>A network some of whose units can be held at values, while it reads or writes.</summary>
/// <remarks>
/// <para>
/// It is a copy whose equations are edited (<see cref="HeldEquations"/>): the rest of the engine sees another network, and
/// what nobody holds has the same bits as in the original. Making one copies the weights and compiles the unit; after that,
/// holding other units of the same sites, or at other values, only writes a few vectors.
/// </para>
/// <para>Nobody may read with <see cref="Network"/> while <see cref="Hold"/> runs.</para>
/// </remarks>
public sealed class HeldNetwork : IDisposable
{
    private readonly HashSet<int> _signals;

    /// <summary>Copies a network; nothing is held yet.</summary>
    /// <param name="network">The network; stays the caller's, and must stay as it is only until this returns.</param>
    /// <param name="sites">The sites that will be held, in any layer: their lines are edited. Units and layers do not matter.</param>
    public HeldNetwork(Network network, params IEnumerable<Site> sites)
    {
        _signals = [.. sites.Select(site => site.Signal)];
        Network = new Network(network.Shape with { Unit = HeldEquations.Of(network.Shape.Unit, _signals) });
        foreach (ParameterTensor tensor in network.Parameters.Tensors)
            network.Parameters.Values(tensor).CopyTo(Network.Parameters.Values(Network.Parameters[tensor.Name]));
        Release();
        Network.Pack();
    }

    /// <summary>Reads as the original does, but for the units that are held; sites have the same names.</summary>
    public Network Network { get; }

    /// <summary>What changes from symbol to symbol, for <see cref="TraceOptions.Vectors"/>; null where nothing does.</summary>
    public IVectorTrack? Track { get; private set; }

    /// <summary>Holds these units from now on, and no others.</summary>
    /// <param name="holds">
    /// What is held. Of two that hold a unit the later one wins; one that is for some symbols of a text wins over one that is for all.
    /// </param>
    /// <exception cref="ArgumentException">A hold makes no sense, or is about a site that this was not made for.</exception>
    public void Hold(params IReadOnlyList<Hold> holds)
    {
        foreach (Hold hold in holds)
        {
            hold.Validated();
            if (!_signals.Contains(hold.Units.Site.Signal) || hold.Units.Site.Layer >= Network.Shape.Layers)
                throw new ArgumentException($"{hold.Units}: this network was made to hold other sites");
        }

        Release();
        foreach (Hold hold in holds.Where(hold => hold.RowOf is null))
        {
            Span<float> keep = Vector(hold, HeldEquations.Keep), put = Vector(hold, HeldEquations.Put);
            for (int i = 0; i < hold.Units.Units.Count; i++) (keep[hold.Units.Units[i]], put[hold.Units.Units[i]]) = (0, hold.Values[i]);
        }

        Network.PackVectors();
        Hold[] changing = [.. holds.Where(hold => hold.RowOf is not null)];
        Track = changing.Length == 0 ? null : new HoldTrack(Network, changing);
    }

    /// <summary>Frees the copy.</summary>
    public void Dispose() => Network.Dispose();

    private void Release()
    {
        for (int layer = 0; layer < Network.Shape.Layers; layer++)
        {
            foreach (int signal in _signals)
            {
                string line = Network.Shape.Unit.Signals[signal].Name;
                Vector(layer, HeldEquations.Keep(line)).Fill(1);
                Vector(layer, HeldEquations.Put(line)).Fill(HeldEquations.NoPut);
            }
        }
    }

    private Span<float> Vector(Hold hold, Func<string, string> name) =>
        Vector(hold.Units.Site.Layer, name(Network.Shape.Unit.Signals[hold.Units.Site.Signal].Name));

    private Span<float> Vector(int layer, string name) => Network.Parameters.Values(Network.Parameters[SiteName.Of(layer, name)]);
}
