using RnnScope.Analysis.Cause;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Sampling;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Testing.Tasks;

namespace RnnScope.Analysis.Tests.Cells;

/// <summary>Nobody planted a unit: a network learned a text in which two things must be remembered. bench/planted.cs tries more of them.</summary>
public sealed class TrainedUnitTests(TrainedUnitTests.Trained trained) : IClassFixture<TrainedUnitTests.Trained>
{
    private const string Site = "layers.0.c";

    [Theory]
    [InlineData("quotes", '?')]
    [InlineData("parentheses", '!')]
    public void Find_WhatMustBeRemembered_IsTheUnitWhoseAblationCostsMost(string property, char probe)
    {
        CellEvidence best = trained.Best(property);
        Assert.Equal(CellVerdict.Learned, best.Verdict);
        Assert.InRange(best.Scored.Score.Estimate, 0.95, 1);
        double[] costs = [.. Enumerable.Range(0, Trained.Units).Select(unit => trained.Ablate(unit, probe).Change.Estimate)];
        Assert.Equal(Array.IndexOf(costs, costs.Max()), best.Scored.Unit.Unit);

        // Where the answer comes, it costs ten times what a unit costs that moves as much; elsewhere nothing at all.
        CauseCell there = trained.Ablate(best.Scored.Unit.Unit, probe, controls: 10);
        Assert.InRange(there.Change.Low, 0.3, there.Change.Estimate);
        Assert.InRange(there.Ratio, 10, double.PositiveInfinity);
    }

    [Theory]
    [InlineData("quotes", '?', 'x', 'y')]
    [InlineData("parentheses", '!', 'u', 'v')]
    public void Hold_TheUnitThatWasFound_AnswersAsIfItWereSo(string property, char probe, char yes, char no)
    {
        UnitAddress unit = trained.Best(property).Scored.Unit;
        Assert.InRange(Answers(trained.Mean(unit.Unit, property, 1), yes), 0.9, 1);
        Assert.InRange(Answers(trained.Mean(unit.Unit, property, 0), no), 0.9, 1);

        double Answers(float value, char answer)
        {
            using HeldNetwork held = new(trained.Network, trained.Group(unit.Unit).Site);
            held.Hold(Hold.At(trained.Group(unit.Unit), value));
            using Sampler sampler = new(held.Network, ProbeText.Vocabulary, 1, 5);
            string written = ProbeText.Vocabulary.Decode([.. sampler.Draw(3000)]);
            char[] answers = [.. Enumerable.Range(0, written.Length - 1).Where(at => written[at] == probe).Select(at => written[at + 1])];
            Assert.InRange(answers.Length, 100, 1000);
            return answers.Count(given => given == answer) / (double)answers.Length;
        }
    }

    [Fact]
    public void Find_LabelsOfAnotherText_ClaimsNothing()
    {
        ProbeText other = ProbeText.Make(Trained.Characters, new Rng(77));
        CellSearchResult result = trained.Search([Property("quotes", other.Quoted), Property("parentheses", other.Bracketed)]);
        Assert.All(result.Properties.SelectMany(found => found.Best), found => Assert.Equal(CellVerdict.Chance, found.Verdict));
    }

    private static TextProperty Property(string name, float[] track) => new(name, "", PropertyKind.Binary, track);

    /// <summary>The network, what it did over a text, and what the search found.</summary>
    public sealed class Trained : IDisposable
    {
        public const int Units = 16, Characters = 12_000;

        private const ulong Seed = 1;

        private readonly ProbeText _text = ProbeText.Make(Characters, new Rng(99));
        private readonly Network _untrained;
        private readonly MemoryTrace _trace, _twin;
        private readonly CellSearchResult _found;

        public Trained()
        {
            UnitGraph unit = BuiltInUnits.Resolve("lstm");
            (Network, _untrained) = (ProbeTask.Trained(unit, Units, Seed, windows: 600), ProbeTask.Untrained(unit, Units, Seed));
            (_trace, _twin) = (Read(Network), Read(_untrained));
            _found = Search([Property("quotes", _text.Quoted), Property("parentheses", _text.Bracketed)]);
        }

        internal Network Network { get; }

        public void Dispose()
        {
            _trace.Dispose();
            _twin.Dispose();
            Network.Dispose();
            _untrained.Dispose();
        }

        internal UnitGroup Group(int unit) => UnitGroup.Parse(Network.Shape, $"{Site}:{unit}");

        internal CellSearchResult Search(IReadOnlyList<TextProperty> properties) =>
            CellSearch.Find(new TraceUnits(_trace, [Site]), new TraceUnits(_twin, [Site]), properties, new CellSearchOptions());

        internal CellEvidence Best(string property) => _found.Properties.Single(found => found.Property.Name == property).Best[0];

        /// <summary>What it costs, where answers come, to hold a unit at its mean.</summary>
        internal CauseCell Ablate(int unit, char probe, int controls = 0) => CauseAnalysis.Measure(
            "probes", Network, ProbeText.Vocabulary, _text.Ids, [new Intervention(Group(unit), InterventionKind.Mean)], Property("asked", _text.Asked(probe)), _ => [],
            new CauseOptions { Controls = controls }).All.Sides[0];

        /// <summary>The unit's mean where the property is 1, or 0.</summary>
        internal float Mean(int unit, string property, float side)
        {
            float[] rows = new float[Characters * Units], track = property == "quotes" ? _text.Quoted : _text.Bracketed;
            _trace.ReadRows(Site, 0, Characters, rows);
            return Enumerable.Range(0, Characters).Where(at => track[at] == side).Average(at => rows[at * Units + unit]);
        }

        private MemoryTrace Read(Network network) => Tracer.Read(network, ProbeText.Vocabulary, _text.Ids, new TraceOptions { Sites = [Site] });
    }
}
