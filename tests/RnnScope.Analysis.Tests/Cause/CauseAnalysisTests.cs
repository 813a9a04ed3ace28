using RnnScope.Analysis.Cause;
using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.NGrams;
using RnnScope.Analysis.Scores;
using RnnScope.Engine.Files;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Tracing;
using RnnScope.Testing;

namespace RnnScope.Analysis.Tests.Cause;

public sealed class CauseAnalysisTests : IDisposable
{
    private const int Characters = 4000;

    private readonly Model _model = PlantedQuotes.Model();
    private readonly ushort[] _ids = PlantedQuotes.Text(Characters);

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(InterventionKind.Zero)]
    [InlineData(InterventionKind.Mean)]
    [InlineData(InterventionKind.Exchange)]
    public void Measure_PlantedUnit_IsTenTimesAControl(InterventionKind kind)
    {
        CauseResult result = Measure(new Intervention(Units(PlantedQuotes.Name), kind));
        Assert.Equal(10, result.Controls.Count);
        foreach (CauseCell side in result.All.Sides)
        {
            Assert.InRange(side.Ratio, 10, double.PositiveInfinity);
            Assert.InRange(side.Change.Low, 0.1, side.Change.Estimate);
            Assert.InRange(side.Change.High, side.Change.Estimate, 20);
            Assert.InRange(side.ControlMean, side.ControlLow, side.ControlHigh);
        }

        for (int side = 0; side < 2; side++)
        {
            double[] changes = [.. result.Controls.Select(control => control.Change[side])];
            Assert.Equal((result.All.Sides[side].ControlLow, result.All.Sides[side].ControlHigh), (changes.Min(), changes.Max()));
        }

        Assert.Equal(["where it holds", "elsewhere"], result.Sides);
        Assert.Equal(Characters - 1, result.All.Sides.Sum(side => side.Count));
    }

    [Fact]
    public void Measure_AnyOtherUnit_IsLikeAControl()
    {
        for (int unit = 0; unit < PlantedQuotes.Units; unit++)
        {
            if (unit == PlantedQuotes.Unit) continue;
            CauseResult result = Measure(new Intervention(Units($"layers.0.c:{unit}"), InterventionKind.Zero));
            // The planted unit moves as much as the others and may be among the controls: then it makes this one small.
            Assert.All(result.All.Sides, side => Assert.InRange(side.Ratio, -5, 5));
        }
    }

    [Fact]
    public void Measure_ClampedInside_HelpsThereAndHarmsElsewhere()
    {
        CauseResult result = Measure(new Intervention(Units(PlantedQuotes.Name), InterventionKind.Clamp, Value: 1));
        Assert.Equal(0, result.All.Sides[0].Change.Estimate, 0.01);
        // ln of the letters' probability less the one that they are given there: see PlantedQuotes.
        Assert.InRange(result.All.Sides[1].Change.Estimate, 8, 12);
    }

    [Fact]
    public void Measure_OnlyWhereItHolds_LeavesTheRestAlone()
    {
        // Kept outside of quotes after each symbol within: elsewhere it is outside by itself.
        Intervention clamp = new(Units(PlantedQuotes.Name), InterventionKind.Clamp, Value: -1);
        CauseResult result = Measure(clamp, new CauseOptions { Where = HoldWhere.Holds, Controls = 2 });
        Assert.InRange(result.All.Sides[0].Change.Estimate, 8, 12);
        Assert.Equal(0, result.All.Sides[1].Change.Estimate, 0.01);
        result = Measure(clamp with { Value = 1 }, new CauseOptions { Where = HoldWhere.Elsewhere, Controls = 2 });
        Assert.Equal(0, result.All.Sides[0].Change.Estimate, 0.01);
        Assert.InRange(result.All.Sides[1].Change.Estimate, 8, 12);
    }

    [Fact]
    public void Measure_Table_IsWhatAddingUpByHandGives()
    {
        UnitGroup units = Units("layers.0.h:2,7");
        CauseResult result = Measure(new Intervention(units, InterventionKind.Clamp, Value: 0.25f), new CauseOptions { Controls = 3 });
        using HeldNetwork held = new(_model.Network, units.Site);
        held.Hold(Hold.At(units, 0.25f));
        float[] before = Tracer.Losses(_model.Network, _model.Vocabulary, _ids, new TraceOptions());
        float[] after = Tracer.Losses(held.Network, _model.Vocabulary, _ids, new TraceOptions());
        float[] track = PlantedQuotes.Track(_ids);
        CauseTable table = result.Tables.Single(table => table.Name == "symbol");
        Assert.Equal(8, table.Rows.Count);
        foreach (CauseRow row in table.Rows)
        {
            for (int side = 0; side < 2; side++)
            {
                int[] places = [.. Enumerable.Range(0, Characters - 1).Where(place =>
                    _model.Vocabulary.Symbol(_ids[place + 1]) == row.Class && track[place] == 1 - side)];
                Assert.Equal(places.Length, row.Sides[side].Count);
                if (places.Length == 0) continue;
                Assert.Equal(places.Average(place => (double)before[place + 1]), row.Sides[side].Loss, 1e-9);
                Assert.Equal(places.Average(place => (double)after[place + 1] - before[place + 1]), row.Sides[side].Change.Estimate, 1e-9);
            }
        }

        CauseRow letters = result.Tables.Single(table => table.Name == "character class").Rows.Single(row => row.Class == "letter");
        Assert.Equal(table.Rows.Where(row => "xyzabc".Contains(row.Class)).Sum(row => row.Sides[0].Count), letters.Sides[0].Count);
    }

    [Fact]
    public void Measure_Patch_TellsTheNetworkThatItIsElsewhere()
    {
        float[] track = PlantedQuotes.Track(_ids);
        int outside = Array.FindIndex(track, 1000, at => at == 0), inside = Array.FindIndex(track, 2000, at => at == 1);
        CauseResult result = Measure(
            new Intervention(Units(PlantedQuotes.Name), InterventionKind.Patch, From: outside, To: inside), new CauseOptions { Follow = 300, Controls = 4 });
        Assert.Equal(300, result.Following.Count);
        Assert.Equal(inside + 1, result.Following[0].Place);
        // Until a quotation mark is read that says where the text is.
        int end = Array.FindIndex(_ids, inside + 1, id => id == PlantedQuotes.Id(PlantedQuotes.Close) || id == PlantedQuotes.Id(PlantedQuotes.Open));
        foreach (FollowingPrediction following in result.Following)
        {
            double change = following.Patched - following.Loss;
            if (following.Place <= end) Assert.InRange(change, 5, 15);
            else Assert.Equal(0, change, 1e-4);
            Assert.Equal(0, following.ControlMean, 0.5);
        }

        Assert.Equal(300, result.All.Sides.Sum(side => side.Count));
        Assert.All(result.All.Sides, side => Assert.True(double.IsNaN(side.Change.Low)));
    }

    [Fact]
    public void Measure_SeveralAtOnce_IsAllOfThem()
    {
        Intervention first = new(Units(PlantedQuotes.Name), InterventionKind.Mean), second = new(Units("layers.0.o:1-3"), InterventionKind.Zero);
        CauseResult both = CauseAnalysis.Measure("text", _model.Network, _model.Vocabulary, _ids, [first, second], Property(), Classify);
        Assert.Equal(["layers.0.c:5", "layers.0.o:1", "layers.0.o:2", "layers.0.o:3"], both.Units.Select(unit => $"{unit.Site}:{unit.Unit}"));
        Assert.All(both.Controls, control => Assert.Equal([1, 3], control.Units.Select(name => Units(name).Units.Count)));
        Assert.All(both.Controls, control => Assert.DoesNotContain(PlantedQuotes.Name, control.Units));
        Assert.NotEqual(Measure(first).All.Sides[0].Change.Estimate, both.All.Sides[0].Change.Estimate);
    }

    [Fact]
    public void Measure_WholeSite_HasNoControls()
    {
        CauseResult result = Measure(new Intervention(Units("layers.0.c"), InterventionKind.Mean));
        Assert.Empty(result.Controls);
        Assert.All(result.All.Sides, side => Assert.True(double.IsNaN(side.Ratio) && double.IsNaN(side.ControlMean) && side.Change.Low > 0));
    }

    [Fact]
    public void Measure_UnknownHere_CountsOnNeitherSide()
    {
        float[] track = PlantedQuotes.Track(_ids);
        for (int place = 0; place < 1000; place++) track[place] = float.NaN;
        Intervention mean = new(Units(PlantedQuotes.Name), InterventionKind.Mean);
        CauseResult result = CauseAnalysis.Measure(
            "text", _model.Network, _model.Vocabulary, _ids, [mean], new TextProperty("quotes", "", PropertyKind.Binary, track), Classify);
        Assert.Equal(Characters - 1 - 1000, result.All.Sides.Sum(side => side.Count));
        CauseResult everywhere = CauseAnalysis.Measure("text", _model.Network, _model.Vocabulary, _ids, [mean], null, Classify);
        Assert.Equal(["everywhere"], everywhere.Sides);
        Assert.Equal(Characters - 1, Assert.Single(everywhere.All.Sides).Count);
    }

    [Fact]
    public void Measure_AnyThreads_SameResult()
    {
        // Long enough for several segments.
        ushort[] ids = PlantedQuotes.Text(25_000);
        TextProperty property = new("quotes", "", PropertyKind.Binary, PlantedQuotes.Track(ids));
        Intervention exchange = new(Units("layers.0.c:5,9"), InterventionKind.Exchange);
        string[] results = [.. new[] { 1, 3 }.Select(threads => string.Join('\n', CauseAnalysis.Measure(
            "text", _model.Network, _model.Vocabulary, ids, [exchange], property, Classify, new CauseOptions { Threads = threads, Controls = 2 })
            .All.Sides.Select(side => $"{side:R}")))];
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void ByError_Ledger_HasEveryPredictionOnce()
    {
        NGramModel ngrams = NGramModel.Train(PlantedQuotes.Text(3000, seed: 9), _model.Vocabulary.Count, 2);
        Ledger? ledger = null;
        CauseResult result = CauseAnalysis.Measure(
            "text", _model.Network, _model.Vocabulary, _ids, [new Intervention(Units(PlantedQuotes.Name), InterventionKind.Mean)], Property(),
            losses =>
            {
                TextScores scores = TextScores.OfText("text", _ids, _model.Vocabulary)
                    .With(ngrams, [2]).With(ModelScores.OfLosses("network", losses.Skip(1).Select(loss => (double)loss)));
                ledger = new ErrorAnalysis(scores, ["n=2"], PlantedQuotes.Text(3000, seed: 9), OracleNames.PaperOrder).Of("network", "n=2").Ledger;
                return [SymbolClassification.ByError(ledger)];
            });
        CauseTable table = Assert.Single(result.Tables);
        Assert.Equal(Characters - 1, table.Rows.Sum(row => row.Sides.Sum(side => side.Count)));
        foreach (LedgerClass total in ledger!.Totals)
            Assert.Equal(total.Errors, table.Rows.SingleOrDefault(row => row.Class == total.Oracle)?.Sides.Sum(side => side.Count) ?? 0);
        Assert.Equal(Characters - 1 - ledger.Errors, table.Rows.SingleOrDefault(row => row.Class == SymbolClassification.Right)?.Sides.Sum(side => side.Count) ?? 0);
    }

    [Fact]
    public void Measure_WrongRequests_SayWhatIsExpected()
    {
        Intervention exchange = new(Units(PlantedQuotes.Name), InterventionKind.Exchange);
        TextProperty never = new("never", "", PropertyKind.Binary, new float[Characters]);
        Refused("holds in one part of the text and not in another", () => CauseAnalysis.Measure("", _model.Network, _model.Vocabulary, _ids, [exchange], never, Classify));
        Refused("expected a property, found none", () => CauseAnalysis.Measure(
            "", _model.Network, _model.Vocabulary, _ids, [exchange], null, Classify, new CauseOptions { Where = HoldWhere.Holds }));
        Refused("places of a patch from 0 to 3999, found 4000", () => Measure(exchange with { Kind = InterventionKind.Patch, To = Characters }));
        Refused("places of a patch from 0 to 3999, found -1", () => Measure(exchange with { Kind = InterventionKind.Patch, From = -1 }));
        Refused("at least two symbols", () => CauseAnalysis.Measure("", _model.Network, _model.Vocabulary, _ids.AsMemory(0, 1), [exchange], null, Classify));
        Refused("has 4000 numbers, the text 100 symbols", () => CauseAnalysis.Measure("", _model.Network, _model.Vocabulary, _ids.AsMemory(0, 100), [exchange], never, Classify));
        Refused("0 to 1,000 controls, found -1", () => Measure(exchange, new CauseOptions { Controls = -1 }));
        Refused("found nothing", () => CauseAnalysis.Measure("", _model.Network, _model.Vocabulary, _ids, [], null, Classify));

        void Refused(string message, Func<CauseResult> measure) => Assert.Contains(message, Assert.Throws<ArgumentException>(measure).Message);
    }

    private CauseResult Measure(Intervention intervention, CauseOptions? options = null) =>
        CauseAnalysis.Measure("text", _model.Network, _model.Vocabulary, _ids, [intervention], Property(), Classify, options);

    private TextProperty Property() => new("inside quotes", "", PropertyKind.Binary, PlantedQuotes.Track(_ids));

    private IReadOnlyList<SymbolClassification> Classify(float[] losses) => losses.Length != Characters
        ? [] : [SymbolClassification.ByCharacter(_ids, _model.Vocabulary), SymbolClassification.BySymbol(_ids, _model.Vocabulary)];

    private UnitGroup Units(string name) => UnitGroup.Parse(_model.Network.Shape, name);
}
