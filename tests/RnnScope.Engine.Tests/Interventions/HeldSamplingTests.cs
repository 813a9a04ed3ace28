using RnnScope.Engine.Files;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Sampling;
using RnnScope.Engine.Tests.Tracing;
using RnnScope.Engine.Tracing;
using RnnScope.Testing;

namespace RnnScope.Engine.Tests.Interventions;

public sealed class HeldSamplingTests
{
    [Fact]
    public void Draw_NothingHeld_WritesTheSame()
    {
        using Model model = TinyModel.Model();
        using HeldNetwork held = new(model.Network, SiteName.AllOf(model.Network.Shape).Where(site => site.Layer >= 0));
        using Sampler plain = new(model, 1, 4), edited = new(held.Network, model.Vocabulary, 1, 4);
        Assert.Equal(plain.Draw(200), edited.Draw(200));
    }

    [Fact]
    public void Draw_QuoteUnit_DecidesWhereTheTextIs()
    {
        using Model model = PlantedQuotes.Model();
        UnitGroup quotes = UnitGroup.Parse(model.Network.Shape, PlantedQuotes.Name);
        using HeldNetwork held = new(model.Network, quotes.Site);
        using Sampler sampler = new(held.Network, model.Vocabulary, 1, 5);
        sampler.Read([PlantedQuotes.Id(PlantedQuotes.Open)]);

        string free = Write();
        Assert.InRange(free.Count(symbol => symbol == PlantedQuotes.Open), 40, 200);
        Assert.Equal(free.Count(symbol => symbol == PlantedQuotes.Open), free.Count(symbol => symbol == PlantedQuotes.Close), 1.0);

        // Held outside of quotes while it writes on, it opens quotes and never closes one.
        held.Hold(Hold.At(quotes, -1));
        sampler.Read([PlantedQuotes.Id('a')]);
        string outside = Write();
        Assert.InRange(outside.Count(symbol => symbol == PlantedQuotes.Open), 100, 300);
        Assert.DoesNotContain(PlantedQuotes.Close, outside);
        Assert.Empty(outside.Intersect("xyz"));

        held.Hold(Hold.At(quotes, 1));
        sampler.Read([PlantedQuotes.Id('x')]);
        string inside = Write();
        Assert.DoesNotContain(PlantedQuotes.Open, inside);
        Assert.Empty(inside.Intersect("abc"));

        // Let go, it goes on as it was.
        held.Hold([]);
        Assert.Contains(PlantedQuotes.Open, Write());

        string Write() => model.Vocabulary.Decode([.. sampler.Draw(2000)]);
    }

    [Fact]
    public void Draw_HeldWhileWriting_IsWhatReadingWithHoldsGives()
    {
        using Model model = TinyModel.Model();
        UnitGroup units = UnitGroup.Parse(model.Network.Shape, "layers.0.c:1,3");
        using HeldNetwork held = new(model.Network, units.Site);
        using Sampler sampler = new(held.Network, model.Vocabulary, temperature: 0);
        sampler.Read([2]);
        List<ushort> drawn = [2];
        // A slider that moves at every symbol.
        float[] values = [.. Enumerable.Range(0, 60).Select(i => i / 30f - 1)];
        held.Hold(Hold.At(units, values[0]));
        foreach (float value in values)
        {
            held.Hold(Hold.At(units, value));
            drawn.Add(sampler.Next());
        }

        // The first symbol was read before anything was held; each next one is read when it is drawn.
        held.Hold(new Hold(units, [.. values.SelectMany(value => new[] { value, value })], [Hold.Free, .. Enumerable.Range(0, values.Length)]));
        using MemoryTrace trace = Tracer.Read(held.Network, model.Vocabulary, drawn.ToArray(), new TraceOptions { Vectors = held.Track });
        float[] logits = new float[model.Vocabulary.Count];
        for (int place = 0; place + 1 < drawn.Count; place++)
        {
            trace.ReadRows(SiteName.Logits, place, 1, logits);
            Assert.Equal(drawn[place + 1], Array.IndexOf(logits, logits[..^1].Max()));
        }
    }
}
