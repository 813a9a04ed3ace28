// Measures RnnScope beside oneDNN's LSTM primitive and PyTorch, all programs in turn, and writes the tables of
// docs/performance.md; what stands there outside the markers is kept.
//   dotnet run bench/compare.cs [-- --rounds 5 --sizes 128,256,512 --seconds 3 --threads N]
//   dotnet run bench/compare.cs -- --quick        one short round of 2 x 128, printed and not written
// oneDNN:  apt-get install -y g++ libdnnl-dev                    PyTorch:  apt-get install -y python3-torch libopenblas0-pthread
// A peer that is missing is left out. The environment variable SkipViewer=true builds RnnScope without Node.
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.RegularExpressions;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int TraceSize = 256;
string bench = Here(), root = Path.GetFullPath(Path.Combine(bench, "..")), page = Path.Combine(root, "docs", "performance.md");
string[] units = ["lstm", "gru", "rnn", "nested-lstm"], peers = ["oneDNN", "PyTorch"];

int rounds = 5, threads = Environment.ProcessorCount;
int[]? chosen = null;
double seconds = 3;
bool isQuick = false;
try
{
    for (int i = 0; i < args.Length; i++)
    {
        switch (args[i])
        {
            case "--quick": (isQuick, rounds, seconds) = (true, 1, 0.5); break;
            case "--rounds": rounds = int.Parse(ValueOf(ref i)); break;
            case "--sizes": chosen = [.. ValueOf(ref i).Split(',').Select(int.Parse)]; break;
            case "--seconds": seconds = double.Parse(ValueOf(ref i)); break;
            case "--threads": threads = int.Parse(ValueOf(ref i)); break;
            default: throw new FormatException($"unknown option {args[i]}");
        }
    }
    if (rounds < 1 || threads < 1 || !(seconds > 0) || chosen is [] || chosen?.Any(size => size < 1) == true) throw new FormatException("expected numbers above 0");
}
catch (Exception e) when (e is FormatException or OverflowException)
{
    Console.Error.WriteLine($"compare: {e.Message}\nusage: dotnet run bench/compare.cs -- [--quick] [--rounds N] [--sizes N,N,...] [--seconds X] [--threads N]");
    return 2;
}
int[] sizes = chosen ?? (isQuick ? [128] : [128, 256, 512]);

// Whoever waits for its threads, as oneDNN does, loses most beside others: a busy machine flatters us.
double load = File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0]) : double.NaN;
if (load > 0.5) Console.Error.WriteLine($"note: this machine is busy (load {load:N1}); the ratios will not mean much");

// A page that cannot be written is better noticed before all the measuring.
string text = File.ReadAllText(page);
string[] blocks = ["machine", "peers", "units", "threads", "width", "trace"];
foreach (string block in blocks)
    if (!Block(block).IsMatch(text)) throw new InvalidOperationException($"{page}: expected <!-- measured: {block} --> and <!-- end --> below it");

string program = Path.Combine(root, "src", "RnnScope", "bin", "Release", "net10.0", "rnnscope.dll");
Run("dotnet", ["build", "-c", "Release", Path.Combine(root, "src", "RnnScope"), "-v", "quiet", "--nologo"]);
List<string> missing = [];
string? oneDnn = OneDnn(), python = PyTorch();

// Neighbours in this list are compared with each other, so that they run within a few seconds.
List<Candidate> candidates = [];
if (oneDnn is not null) candidates.Add(new("oneDNN", _ => true, size => [oneDnn, $"{size}", "2", $"{seconds}"]));
candidates.Add(Ours("lstm"));
if (python is not null) candidates.Add(new("PyTorch", _ => true, size => [python, Path.Combine(bench, "peers", "torch_step.py"), $"{size}", "--threads", $"{threads}", "--seconds", $"{seconds}"]));
candidates.Add(Ours("lstm") with { Name = "again" });
if (threads > 1) candidates.Add(Ours("lstm", 1) with { Name = "one thread" });
if (Vector512.IsHardwareAccelerated) candidates.Add(Ours("lstm") with { Name = "no AVX-512", Environment = ("DOTNET_EnableAVX512", "0") });
candidates.AddRange(units[1..].Select(unit => Ours(unit)));
candidates.Add(Ours("lstm", traces: true) with { Name = "trace", Wants = size => size == TraceSize });

Dictionary<(string, int), List<JsonElement>> results = [];
for (int round = 1; round <= rounds; round++)
{
    foreach (int size in sizes)
    {
        foreach (Candidate candidate in candidates.Where(candidate => candidate.Wants(size)))
        {
            string[] command = candidate.Command(size);
            JsonElement result = JsonDocument.Parse(Run(command[0], command[1..], candidate.Environment)).RootElement;
            if (!results.TryGetValue((candidate.Name, size), out List<JsonElement>? known)) results[(candidate.Name, size)] = known = [];
            known.Add(result);
            Console.WriteLine($"round {round} of {rounds}, 2 x {size}, {candidate.Name}: {Figure(result, "training_characters_per_second"):N0} characters/s in training");
        }
    }
}

foreach (string block in blocks)
{
    string table = block switch { "machine" => Machine(), "peers" => Peers(), "units" => Units(), "threads" => Threads(), "width" => Width(), _ => Trace() };
    Console.WriteLine($"\n{table}");
    text = Block(block).Replace(text, match => $"{match.Groups["begin"].Value}\n\n{table}\n\n{match.Groups["end"].Value}");
}
if (isQuick) return 0;
File.WriteAllText(page, text);
Console.WriteLine($"\nwritten to {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
return 0;

string ValueOf(ref int option) => ++option < args.Length ? args[option] : throw new FormatException($"expected a number after {args[^1]}");

// ---- what is run

Candidate Ours(string unit, int? workers = null, bool traces = false) => new(unit, _ => true, size =>
[
    "dotnet", program, "bench", "--unit", unit, "--layers", "2", "--units", $"{size}", "--threads", $"{workers ?? threads}", "--seconds", $"{seconds}", "--json",
    .. traces ? Array.Empty<string>() : ["--no-trace"],
]);

string? OneDnn()
{
    string folder = Path.Combine(bench, "peers", "bin"), binary = Path.Combine(folder, "onednn_lstm");
    Directory.CreateDirectory(folder);
    return IsThere("oneDNN", "g++ libdnnl-dev", "g++", ["-std=c++17", "-O2", Path.Combine(bench, "peers", "onednn_lstm.cpp"), "-ldnnl", "-o", binary]) ? binary : null;
}

// Debian's own Python: another one that comes first on the path would not find Debian's packages.
string? PyTorch() => IsThere("PyTorch", "python3-torch libopenblas0-pthread", "/usr/bin/python3", ["-c", "import torch"]) ? "/usr/bin/python3" : null;

bool IsThere(string peer, string packages, string file, string[] arguments)
{
    try
    {
        Run(file, arguments);
        return true;
    }
    catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
    {
        missing.Add($"{peer} was left out, because it is not installed: `apt-get install -y {packages}`.");
        Console.Error.WriteLine($"{missing[^1]}\n{e.Message}");
        return false;
    }
}

string Run(string file, string[] arguments, (string Name, string Value)? extra = null)
{
    ProcessStartInfo start = new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = root };
    // A core type or cache size that somebody has set for another machine would slow PyTorch down.
    foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("OPENBLAS_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
    start.Environment["OMP_NUM_THREADS"] = $"{threads}";
    if (extra is { } variable) start.Environment[variable.Name] = variable.Value;
    using Process process = Process.Start(start)!;
    Task<string> errors = process.StandardError.ReadToEndAsync();
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? output
        : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with exit status {process.ExitCode}:\n{output}{errors.Result}");
}

// ---- what is made of it

// Our program prints a list of results, here of one; the peers print the result itself.
static double Figure(JsonElement result, string name) =>
    result.TryGetProperty(name, out JsonElement number) || result.GetProperty("results")[0].TryGetProperty(name, out number) ? number.GetDouble()
        : throw new InvalidOperationException($"expected {name} in {result}");

double[] Figures(string candidate, int size, string name) => [.. results[(candidate, size)].Select(result => Figure(result, name))];

double[] Training(string candidate, int size) => Figures(candidate, size, "training_characters_per_second");

static double Median(double[] figures)
{
    double[] sorted = [.. figures.Order()];
    return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
}

// The ratio of the medians, and between which values it lay in single rounds.
static string Ratio(double[] ours, double[] theirs)
{
    double[] each = [.. ours.Zip(theirs, (a, b) => a / b)];
    return $"{Median(ours) / Median(theirs):N2} ({each.Min():N2} to {each.Max():N2})";
}

static string Table(string[] heading, IEnumerable<string[]> rows) =>
    string.Join('\n', new[] { heading, [.. heading.Select(_ => "---")] }.Concat(rows).Select(cells => $"| {string.Join(" | ", cells)} |")).Replace("| --- |", "|---|").Replace(" --- |", "---|");

string Machine()
{
    string processor = File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':') + 1)..].Trim() : RuntimeInformation.ProcessArchitecture.ToString();
    int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
    double peak = Median([.. sizes.SelectMany(size => Figures("lstm", size, "peak_gflops"))]);
    string[] versions = [$".NET {Environment.Version}", .. peers
        .Where(peer => results.ContainsKey((peer, sizes[0]))).Select(peer => $"{peer} {results[(peer, sizes[0])][0].GetProperty("version").GetString()}")];
    return $"""
        Measured on {DateTime.Today:yyyy-MM-dd}: {processor}, {Environment.ProcessorCount} cores, vectors of {bits} bits, {string.Join(", ", versions)}; load before: {load:N1}.
        Threads: {threads}; multiply-add peak: {peak:N0} GF/s. Medians of {rounds} rounds in which all programs ran in turn, {seconds} seconds for each figure; in
        parentheses, between which values a ratio lay in single rounds. B = T = 100, V = 87, two layers. `dotnet run bench/compare.cs` repeats it.
        """;
}

string Peers()
{
    string[] present = [.. peers.Where(peer => candidates.Exists(candidate => candidate.Name == peer))];
    // Each peer is compared with the run next to its own.
    string ours(string peer) => peer == "PyTorch" ? "again" : "lstm";
    string table = Table(["LSTM", "RnnScope, characters/s", .. present.SelectMany(peer => new[] { $"{peer}, characters/s", $"RnnScope / {peer}" })], sizes.Select(size => (string[])
    [
        $"2 x {size}", $"{Median([.. Training("lstm", size), .. Training("again", size)]):N0}",
        .. present.SelectMany(peer => new[] { $"{Median(Training(peer, size)):N0}", Ratio(Training(ours(peer), size), Training(peer, size)) }),
    ]));
    return string.Join("\n\n", [table, .. missing]);
}

string Units() => Table(["unit, 2 layers", "characters/s, training", "forward", "GF/s", "of the peak", "of the LSTM's GF/s", "bytes/step"],
    from unit in units
    from size in sizes
    let rate = Figures(unit, size, "training_gflops")
    select (string[])
    [
        $"{unit} {size}", $"{Median(Training(unit, size)):N0}", $"{Median(Figures(unit, size, "forward_characters_per_second")):N0}", $"{Median(rate):N0}",
        $"{Median([.. rate.Zip(Figures(unit, size, "peak_gflops"), (a, b) => a / b)]):P0}",
        unit == "lstm" ? "" : $"{Median(rate) / Median(Figures("lstm", size, "training_gflops")):P0}",
        $"{Median(Figures(unit, size, "allocated_bytes_per_step")):N0}",
    ]);

string Threads() => threads == 1 ? "Measured with one thread only." : Table(["LSTM", "1 thread, characters/s", $"{threads} threads", "ratio"], sizes.Select(size => (string[])
    [$"2 x {size}", $"{Median(Training("one thread", size)):N0}", $"{Median(Training("again", size)):N0}", Ratio(Training("again", size), Training("one thread", size))]));

string Width() => !Vector512.IsHardwareAccelerated ? "This machine has no vectors of 512 bits." : Table(["LSTM", "512 bits, characters/s", "256 bits", "ratio"], sizes.Select(size => (string[])
    [$"2 x {size}", $"{Median(Training("again", size)):N0}", $"{Median(Training("no AVX-512", size)):N0}", Ratio(Training("again", size), Training("no AVX-512", size))]));

string Trace()
{
    if (!sizes.Contains(TraceSize)) return $"2 x {TraceSize} was not measured.";
    double[] forward = Figures("trace", TraceSize, "forward_characters_per_second"), trace = Figures("trace", TraceSize, "trace_characters_per_second");
    return Table(["LSTM", "forward, characters/s", "every site to disk", "ratio"], [[$"2 x {TraceSize}", $"{Median(forward):N0}", $"{Median(trace):N0}", Ratio(trace, forward)]]);
}

static Regex Block(string name) => new($"(?<begin><!-- measured: {name} -->).*?(?<end><!-- end -->)", RegexOptions.Singleline);

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

/// <param name="Name">What the tables call it.</param>
/// <param name="Wants">Which sizes it is run with.</param>
/// <param name="Command">Program and arguments for a size.</param>
/// <param name="Environment">A variable to set.</param>
internal sealed record Candidate(string Name, Func<int, bool> Wants, Func<int, string[]> Command, (string Name, string Value)? Environment = null);
