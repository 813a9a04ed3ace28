// Measures what dividing one training among processes brings, and projects it to more of them; writes the tables of docs/clusters.md.
//   dotnet run bench/scaling.cs [-- --sizes 128,256 --rounds 3 --seconds 1 --no-build --print]
//   dotnet run bench/scaling.cs -- --mpirun "--hostfile hosts --map-by node" --print       on a cluster: its own sums
// One process and two take turns, one thread each, so what else the machine does meets both. The sums of the projection are those of two
// processes over TCP, of networks of several sizes: seconds = latency + bytes / rate. --print leaves the page as it is.
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Streams = 100;
string bench = Here(), root = Path.GetDirectoryName(bench)!, page = Path.Combine(root, "docs", "clusters.md");
string program = Path.Combine(root, "src", "RnnScope", "bin", "Release", "net10.0", "rnnscope.dll");
int[] sizes = [.. Text("--sizes", "128,256").Split(',').Select(int.Parse)], processes = [1, 2, 4, 8, 16, 32];
int rounds = int.Parse(Text("--rounds", "3"));
string seconds = Text("--seconds", "1");
string[] tcp = Text("--mpirun", "--oversubscribe --bind-to none --mca oob_tcp_if_include lo --mca pml ob1 --mca btl self,tcp --mca btl_tcp_if_include lo").Split(' ');
string[] shared = args.Contains("--mpirun") ? tcp : "--oversubscribe --bind-to none --mca oob_tcp_if_include lo --mca pml ob1 --mca btl self,vader".Split(' ');
string load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
if (!args.Contains("--no-build")) Run("dotnet", ["build", "-c", "Release", Path.Combine(root, "src", "RnnScope"), "-v", "quiet", "--nologo"]);

// ---- measured: one process and two, in turns

List<double>[] one = [.. sizes.Select(_ => new List<double>())], two = [.. sizes.Select(_ => new List<double>())], sums = [.. sizes.Select(_ => new List<double>())];
for (int round = 0; round < rounds; round++)
{
    Speed[] alone = Bench(null, Streams, sizes), together = Bench(shared, Streams, sizes);
    for (int i = 0; i < sizes.Length; i++)
    {
        one[i].Add(alone[i].CharactersPerSecond);
        two[i].Add(together[i].CharactersPerSecond);
        sums[i].Add(together[i].SumSeconds);
        Console.WriteLine($"round {round + 1} of {rounds}, 2 x {sizes[i]}: {one[i][^1]:N0} and {two[i][^1]:N0} characters/s, {two[i][^1] / one[i][^1]:N2}");
    }
}
string measured = Table(["LSTM", "1 process, characters/s", "2 processes", "ratio", "the sum of the gradients", "of the step"], sizes.Select((size, i) => (string[])
[
    $"2 x {size}", $"{Median(one[i]):N0}", $"{Median(two[i]):N0}",
    $"{Median(two[i]) / Median(one[i]):N2} ({one[i].Zip(two[i], (a, b) => b / a).Min():N2} to {one[i].Zip(two[i], (a, b) => b / a).Max():N2})",
    $"{1e3 * Median(sums[i]):N2} ms", $"{Median(sums[i]) * Median(two[i]) / (Streams * 100):P1}",
]));

// ---- projected: the step of one process with fewer streams, and a line through the sums of networks of several sizes

int[] shares = [.. processes.Select(n => (Streams + n - 1) / n).Distinct()];
Dictionary<int, double[]> stepSeconds = shares.ToDictionary(
    share => share, share => share == Streams ? [.. one.Select(all => Streams * 100 / Median(all))] : (double[])[.. Bench(null, share, sizes).Select(speed => share * 100 / speed.CharactersPerSecond)]);
Speed[] lines = Bench(tcp, Streams, [32, 128, 256, 512]);
(double latency, double perByte) = Line([.. lines.Select(speed => (4.0 * speed.Parameters, speed.SumSeconds))]);
int[] parameters = [.. Bench(null, 1, sizes, "0.01").Select(speed => speed.Parameters)];
(string Name, double PerByte)[] networks = [("as measured", perByte), ("10 Gbit/s", Math.Max(perByte, 8 / 10e9)), ("1 Gbit/s", Math.Max(perByte, 8 / 1e9))];
string projected = Table(["LSTM", "network", .. processes.Skip(1).Select(n => $"{n} processes")],
    from i in Enumerable.Range(0, sizes.Length)
    from network in networks
    select (string[])[$"2 x {sizes[i]}", network.Name, .. processes.Skip(1).Select(n => $"{stepSeconds[Streams][i] / Step(i, n, network.PerByte):N1}")]);
string sumOfTcp = $"{1e6 * latency:N0} µs and {1e-9 / perByte:N2} GB/s (from {string.Join(", ", lines.Select(speed => $"{4e-6 * speed.Parameters:N1} MB: {1e3 * speed.SumSeconds:N2} ms"))})";

string machine = $"""
    Measured on {DateTime.Today:yyyy-MM-dd}: {Processor()}, {Environment.ProcessorCount} cores, .NET {Environment.Version}; load before: {load}. LSTM of two layers, B = T = 100,
    V = 87, whole steps; each process has one thread. Medians of {rounds} rounds in which one process and two took turns; in parentheses, the ratio in single rounds.
    """;
string model = $"""
    **A projection, not a measurement**: seconds of a step = those measured of one process with its share of the streams + 2 (n - 1) / n times the bytes of the gradient
    over the rate + 2 (n - 1) times half the latency. Measured for two processes over TCP on this machine: {sumOfTcp}; of the other rows
    only the rate is another, that of the wire. How many times as fast as one process:
    """;
Dictionary<string, string> blocks = new() { ["scaling"] = $"{machine}\n\n{measured}", ["projection"] = $"{model}\n\n{projected}" };
Console.WriteLine(string.Join("\n\n", blocks.Values));
if (args.Contains("--print")) return;
string text = File.ReadAllText(page);
foreach ((string name, string block) in blocks)
{
    Regex place = new($"(?<begin><!-- measured: {name} -->).*?(?<end><!-- end -->)", RegexOptions.Singleline);
    if (!place.IsMatch(text)) throw new InvalidOperationException($"{page}: expected <!-- measured: {name} --> and <!-- end --> below it");
    text = place.Replace(text, match => $"{match.Groups["begin"].Value}\n\n{block}\n\n{match.Groups["end"].Value}");
}
File.WriteAllText(page, text);

double Step(int size, int n, double secondsPerByte) =>
    stepSeconds[(Streams + n - 1) / n][size] + 2.0 * (n - 1) / n * 4 * parameters[size] * secondsPerByte + (n - 1) * latency;

Speed[] Bench(string[]? mpirun, int streams, int[] units, string? time = null)
{
    string[] run =
    [
        program, "bench", "--unit", "lstm", "--layers", "2", .. units.SelectMany(size => new[] { "--units", $"{size}" }), "--streams", $"{streams}", "--threads", "1",
        "--seconds", time ?? seconds, "--no-trace", "--json",
    ];
    string output = mpirun is null ? Run("dotnet", run) : Run("mpirun", [.. mpirun, "-n", "2", "dotnet", .. run]);
    return [.. JsonDocument.Parse(output).RootElement.GetProperty("results").EnumerateArray().Select(result => new Speed(
        result.GetProperty("training_characters_per_second").GetDouble(), result.GetProperty("parameters").GetInt32(),
        result.GetProperty("sum_seconds") is { ValueKind: JsonValueKind.Number } sum ? sum.GetDouble() : double.NaN))];
}

// Least squares of relative errors: the small sums decide the latency, the large ones the rate.
static (double Latency, double PerByte) Line((double Bytes, double Seconds)[] points)
{
    double w = 0, x = 0, y = 0, xx = 0, xy = 0;
    foreach ((double bytes, double s) in points)
    {
        double weight = 1 / (s * s);
        (w, x, y, xx, xy) = (w + weight, x + weight * bytes, y + weight * s, xx + weight * bytes * bytes, xy + weight * bytes * s);
    }
    double slope = (w * xy - x * y) / (w * xx - x * x);
    return (Math.Max(0, (y - slope * x) / w), slope);
}

string Run(string file, string[] arguments)
{
    ProcessStartInfo start = new(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = root };
    // Containers and test machines work as root; Open MPI asks whether that is meant.
    if (Environment.UserName == "root") start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
    using Process process = Process.Start(start)!;
    process.StandardInput.Close();
    Task<string> errors = process.StandardError.ReadToEndAsync();
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? output
        : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with exit status {process.ExitCode}:\n{output}{errors.Result}");
}

string Text(string option, string otherwise) => Array.IndexOf(args, option) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : otherwise;

static string Processor() => File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
    ? line[(line.IndexOf(':') + 1)..].Trim() : "unknown processor";

static double Median(List<double> figures)
{
    double[] sorted = [.. figures.Order()];
    return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
}

static string Table(string[] heading, IEnumerable<string[]> rows) =>
    string.Join('\n', new[] { heading, [.. heading.Select(_ => "---")] }.Concat(rows).Select(cells => $"| {string.Join(" | ", cells)} |")).Replace("| --- |", "|---|").Replace(" --- |", "---|");

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

internal sealed record Speed(double CharactersPerSecond, int Parameters, double SumSeconds);
