// Trains small networks on a text in which two things must be remembered, and asks the search and the ablation which unit does: docs/cells.md
// and docs/cause.md have the tables. The costliest unit is found without the search, by ablating all of them one by one.
//   dotnet run -c Release bench/planted.cs [-- --unit lstm --units 16 --seeds 3 --windows 600]
#:project ../src/RnnScope.Analysis/RnnScope.Analysis.csproj
#:project ../tests/RnnScope.Testing/RnnScope.Testing.csproj
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Globalization;
using RnnScope.Analysis.Cause;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Sampling;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Testing.Tasks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] names = Value("--unit", "") is { Length: > 0 } one ? [one] : ["lstm", "gru", "rnn"];
int units = int.Parse(Value("--units", "16")), seeds = int.Parse(Value("--seeds", "3")), windows = int.Parse(Value("--windows", "600"));
Vocabulary vocabulary = ProbeText.Vocabulary;
ProbeText text = ProbeText.Make(20_000, new Rng(99));
(string Name, float[] Track, char Probe, char Yes)[] planted = [("quotes", text.Quoted, '?', 'x'), ("parentheses", text.Bracketed, '!', 'u')];
Console.WriteLine("| unit | seed | what | first of the search | score | untrained | costliest | nats at answers | a control | times | group of 5 | its nats | times | yes when held inside | outside |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
foreach (string name in names)
{
    for (int seed = 1; seed <= seeds; seed++)
    {
        UnitGraph unit = BuiltInUnits.Resolve(name);
        using Network network = ProbeTask.Trained(unit, units, (ulong)seed, windows), untrained = ProbeTask.Untrained(unit, units, (ulong)seed);
        string site = SiteName.Of(0, name == "lstm" ? "c" : "h");
        TraceOptions traced = new() { Sites = [site] };
        using MemoryTrace trace = Tracer.Read(network, vocabulary, text.Ids, traced), twin = Tracer.Read(untrained, vocabulary, text.Ids, traced);
        TextProperty[] properties = [.. planted.Select(plant => new TextProperty(plant.Name, "", PropertyKind.Binary, plant.Track))];
        CellSearchResult search = CellSearch.Find(new TraceUnits(trace, [site]), new TraceUnits(twin, [site]), properties, new CellSearchOptions());
        foreach ((string what, float[] track, char probe, char yes) in planted)
        {
            PropertyCells cells = search.Properties.Single(found => found.Property.Name == what);
            CellEvidence best = cells.Best[0];
            TextProperty asked = new("asked", "", PropertyKind.Binary, text.Asked(probe));
            double[] costs = [.. Enumerable.Range(0, units).Select(u => Ablate([u], asked, 0).Change.Estimate)];
            int costliest = Array.IndexOf(costs, costs.Max());
            CauseCell alone = Ablate([best.Scored.Unit.Unit], asked, 10), together = Ablate([.. cells.Group!.Units.Select(u => u.Unit.Unit).Order()], asked, 10);
            double inside = Mean(best.Scored.Unit.Unit, track, 1), outside = Mean(best.Scored.Unit.Unit, track, 0);
            Console.WriteLine(FormattableString.Invariant($"| {name} | {seed} | {what} | {best.Scored.Unit.Unit} {(best.Scored.IsHigh ? "high" : "low")}, {best.Verdict.ToString().ToLowerInvariant()} | {best.Scored.Score.Estimate:0.000} | {cells.Twin!.Score.Estimate:0.00} | {costliest} | {alone.Change.Estimate:0.000} | {alone.ControlMean:0.000} | {alone.Ratio:0.0} | {cells.Group.Score.Estimate:0.000} | {together.Change.Estimate:0.00} | {together.Ratio:0.0} | {Answers(best.Scored.Unit.Unit, inside, probe, yes):0 %} | {Answers(best.Scored.Unit.Unit, outside, probe, yes):0 %} |"));
        }

        UnitGroup Group(params int[] some) => new(SiteName.AllOf(network.Shape).Single(known => known.Name == site), some);

        CauseCell Ablate(int[] some, TextProperty asked, int controls) => CauseAnalysis.Measure(
            "probes", network, vocabulary, text.Ids, [new Intervention(Group(some), InterventionKind.Mean)], asked, _ => [], new CauseOptions { Controls = controls }).All.Sides[0];

        double Mean(int u, float[] track, float side)
        {
            float[] column = new float[trace.Characters * units];
            trace.ReadRows(site, 0, trace.Characters, column);
            return Enumerable.Range(0, trace.Characters).Where(at => track[at] == side).Average(at => column[at * units + u]);
        }

        double Answers(int u, double value, char probe, char yes)
        {
            using HeldNetwork held = new(network, Group(u).Site);
            held.Hold(Hold.At(Group(u), (float)value));
            using Sampler sampler = new(held.Network, vocabulary, 1, 5);
            string written = vocabulary.Decode([.. sampler.Draw(4000)]);
            char[] answers = [.. Enumerable.Range(0, written.Length - 1).Where(at => written[at] == probe).Select(at => written[at + 1])];
            return answers.Count(answer => answer == yes) / (double)answers.Length;
        }
    }
}

string Value(string name, string otherwise)
{
    int at = Array.IndexOf(args, name);
    return at < 0 || at + 1 == args.Length ? otherwise : args[at + 1];
}
