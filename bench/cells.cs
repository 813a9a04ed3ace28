// Times the search for units that track something: recorded units of an untrained network, and properties of random lengths.
//   dotnet run -c Release bench/cells.cs [-- --units 1000 --properties 30 --characters 1000000 --shifts 512 --threads N --no-twin]
//   dotnet run -c Release bench/cells.cs -- --rank --characters 500000
// The units are 8 sites of an LSTM. --rank times the ranking of all units for one property, as somebody types it.
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
using Process = System.Diagnostics.Process;
using Stopwatch = System.Diagnostics.Stopwatch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int units = Number("--units", 1000), count = Number("--properties", 30), characters = Number("--characters", 1_000_000);
int shifts = Number("--shifts", 512), threads = Number("--threads", Environment.ProcessorCount);
Rng rng = new(1);
Vocabulary vocabulary = Vocabulary.From(Enumerable.Range((int)'a', 26).ToArray(), SymbolKind.Characters);
ushort[] ids = [.. Enumerable.Range(0, characters).Select(_ => (ushort)rng.NextInt(26))];
string[] sites = [.. from layer in Enumerable.Range(0, 2) from signal in new[] { "i", "o", "c", "h" } select SiteName.Of(layer, signal)];
TextProperty[] properties = [.. Enumerable.Range(0, count).Select(Property)];
string folder = Directory.CreateTempSubdirectory("rnnscope-").FullName;
try
{
    using TraceFile trace = Read(1);
    Console.WriteLine($"{sites.Length * (units / sites.Length):N0} units, {count} properties, {characters:N0} characters, {threads} threads; trace of {new FileInfo(trace.Path).Length / 1e9:0.00} GB");
    if (args.Contains("--rank")) Rank(trace);
    else Search(trace);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

void Search(TraceFile trace)
{
    using TraceFile? twin = args.Contains("--no-twin") ? null : Read(2);
    Stopwatch watch = Stopwatch.StartNew();
    TimeSpan before = Environment.CpuUsage.TotalTime;
    CellSearchResult result = CellSearch.Find(
        new TraceUnits(trace), twin is null ? null : new TraceUnits(twin), properties, new CellSearchOptions { Shifts = shifts, Threads = threads });
    int found = result.Properties.Sum(cells => cells.Best.Count(best => best.Verdict != CellVerdict.Chance));
    Console.WriteLine($"search with {result.Shifts} shifts that count{(twin is null ? "" : " and a twin")}: {watch.Elapsed.TotalSeconds:0.0} s ({(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.0} s of processor time), at most {Memory()} GB of memory; {found} of {result.Properties.Sum(cells => cells.Best.Count)} described units beyond chance");
}

void Rank(TraceFile trace)
{
    Stopwatch watch = Stopwatch.StartNew();
    RankedUnits ranked = RankedUnits.Of(new TraceUnits(trace), Number("--megabytes", 2048) * (1L << 20), threads);
    Console.WriteLine($"ranks of {ranked.Positions:N0} of {ranked.Characters:N0} characters: {watch.Elapsed.TotalSeconds:0.0} s, at most {Memory()} GB of memory");
    foreach (TextProperty property in properties.Take(2).SelectMany(property => new[] { property, property with { Track = [.. property.Track.Select((value, i) => i % 10 < 3 ? float.NaN : value)] } }))
    {
        double[] times = [.. Enumerable.Range(0, 5).Select(_ => Timed(() => ranked.Rank(property, 20)))];
        Console.WriteLine($"one property, {property.Kind.ToString().ToLowerInvariant()}{(property.Track.Any(float.IsNaN) ? ", with gaps" : "")}: {1000 * times.Order().ElementAt(2):0} ms (median of 5, slowest {1000 * times.Max():0})");
    }
}

TraceFile Read(ulong seed)
{
    using Network network = new(new NetworkShape(BuiltInUnits.Resolve("lstm"), 2, units / sites.Length, vocabulary.Count));
    network.Parameters.Randomize(new Rng(seed), 0.5f);
    network.Pack();
    string path = Path.Combine(folder, $"{seed}.safetensors");
    Tracer.Write(path, network, vocabulary, ids, new TraceOptions { Sites = sites, Threads = threads });
    return TraceFile.Open(path);
}

// Turns after 3, 10, 31, 100 or 316 symbols on average; every third counts.
TextProperty Property(int index)
{
    bool isNumeric = index % 3 == 1;
    double mean = Math.Pow(10, 0.5 + index % 5 * 0.5);
    float[] track = new float[characters];
    for (int i = 1; i < characters; i++)
    {
        bool turns = rng.NextDouble() * mean < 1;
        track[i] = isNumeric ? turns ? 0 : track[i - 1] + 1 : turns ? 1 - track[i - 1] : track[i - 1];
    }

    return new TextProperty($"property {index}", "random", isNumeric ? PropertyKind.Numeric : PropertyKind.Binary, track);
}

static double Timed(Action action)
{
    Stopwatch watch = Stopwatch.StartNew();
    action();
    return watch.Elapsed.TotalSeconds;
}

static string Memory() => $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:0.0}";

int Number(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and int at ? int.Parse(args[at + 1]) : otherwise;
