using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;

namespace RnnScope.Engine.Interventions;

/// <summary>Holds that are for some symbols of a text, or change from one to the next.</summary>
internal sealed class HoldTrack : IVectorTrack
{
    private readonly Network _network;
    // For each layer: the holds of its units, with the places of their two vectors.
    private readonly (Hold Hold, int Keep, int Put)[][] _holds;

    public HoldTrack(Network network, IReadOnlyList<Hold> holds)
    {
        _network = network;
        UnitGraph unit = network.Shape.Unit;
        List<string> vectors = [.. unit.Vectors.Select(vector => vector.Name.Name)];
        _holds = [.. Enumerable.Range(0, network.Shape.Layers).Select(layer => holds
            .Where(hold => hold.Units.Site.Layer == layer)
            .Select(hold => (hold, At(HeldEquations.Keep(Line(hold))), At(HeldEquations.Put(Line(hold))))).ToArray())];

        string Line(Hold hold) => unit.Signals[hold.Units.Site.Signal].Name;
        int At(string vector) => vectors.IndexOf(vector) * network.Shape.Lanes;
    }

    public void Write(int place, int layer, Span<float> vectors)
    {
        _network.Layers[layer].Vectors.Span(0, vectors.Length).CopyTo(vectors);
        foreach ((Hold hold, int keep, int put) in _holds[layer])
        {
            int row = (uint)place < (uint)hold.RowOf!.Count ? hold.RowOf[place] : Interventions.Hold.Free;
            if (row < 0) continue;
            IReadOnlyList<int> units = hold.Units.Units;
            for (int i = 0; i < units.Count; i++) (vectors[keep + units[i]], vectors[put + units[i]]) = (0, hold.Values[row * units.Count + i]);
        }
    }
}
