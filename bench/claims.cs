// How often the search for units claims something where there is nothing to find: docs/cells.md has the figures.
//   dotnet run -c Release bench/claims.cs -- TEXT [--trials 200 --characters 8000 --units 16 --threads N]
// Each trial takes another piece of TEXT and other random weights, and searches the units of a network for the built-in properties:
//   shuffled   untrained network, properties of another piece of the text: whatever is claimed is false;
//   untrained  untrained network beside an untrained twin of another seed: whatever is called learned is false.
#:project ../src/RnnScope.Analysis/RnnScope.Analysis.csproj
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Globalization;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int trials = Number("--trials", 200), characters = Number("--characters", 8000), units = Number("--units", 16), threads = Number("--threads", Environment.ProcessorCount);
SymbolText file = SymbolReader.ReadFile(args[0], SymbolKind.Characters);
Vocabulary vocabulary = Vocabulary.From(file.Codes, SymbolKind.Characters);
ushort[] ids = vocabulary.Encode(file.Codes);
CellSearchOptions options = new() { Group = 0 };
int shuffledTrials = 0, shuffledClaims = 0, pairs = 0, learnedTrials = 0, learned = 0, searched = 0;
List<double> leads = [];
Lock turn = new();
Parallel.For(0, trials, new ParallelOptions { MaxDegreeOfParallelism = threads }, trial =>
{
    Rng rng = new((ulong)trial + 1);
    ushort[] text = Piece(rng), other = Piece(rng);
    using MemoryTrace one = Read(text, 2 * (ulong)trial + 1), two = Read(text, 2 * (ulong)trial + 2);
    // Over a text that they do not belong to, properties are labels that have nothing to do with any unit.
    CellSearchResult shuffled = CellSearch.Find(new TraceUnits(one), null, Properties(other), options);
    CellSearchResult untrained = CellSearch.Find(new TraceUnits(one), new TraceUnits(two), Properties(text), options);
    lock (turn)
    {
        int claims = shuffled.Properties.Sum(found => found.Best.Count(best => best.Verdict != CellVerdict.Chance));
        shuffledClaims += claims;
        if (claims > 0) shuffledTrials++;
        pairs += shuffled.Units * shuffled.Properties.Count;
        int wrong = untrained.Properties.Count(found => found.Best.Any(best => best.Verdict == CellVerdict.Learned));
        if (wrong > 0) learnedTrials++;
        learned += wrong;
        searched += untrained.Properties.Count;
        leads.AddRange(untrained.Properties.Where(found => found.Best.Count > 0).Select(found => found.Best[0].Lead!.Low));
    }
});
leads.Sort();
Console.WriteLine($"{trials} trials of {characters:N0} characters and {2 * units * 6:N0} units, {pairs / (double)trials:N0} pairs each");
Console.WriteLine($"shuffled: something claimed in {shuffledTrials} of {trials} trials ({100.0 * shuffledTrials / trials:0.0} %), {shuffledClaims} claims in all, level {options.Level}");
Console.WriteLine($"untrained: something called learned in {learnedTrials} of {trials} trials, {learned} of {searched} properties ({100.0 * learned / searched:0.00} %)");
Console.WriteLine($"lower end of the lead over the twin: median {leads[leads.Count / 2]:0.000}, 95 % below {leads[leads.Count * 95 / 100]:0.000}, 99 % below {leads[leads.Count * 99 / 100]:0.000}, largest {leads[^1]:0.000}");

ushort[] Piece(Rng rng) => ids.AsSpan(rng.NextInt(ids.Length - characters), characters).ToArray();

TextProperty[] Properties(ushort[] text) => [.. PropertySet.Of(ScannedText.Of(text, vocabulary)).Properties];

MemoryTrace Read(ushort[] text, ulong seed)
{
    using Network network = new(new NetworkShape(BuiltInUnits.Resolve("lstm"), 2, units, vocabulary.Count));
    network.Parameters.Randomize(new Rng(seed), 0.08f);
    network.Pack();
    return Tracer.Read(network, vocabulary, text, new TraceOptions { Threads = 1 });
}

int Number(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and int at ? int.Parse(args[at + 1]) : otherwise;
