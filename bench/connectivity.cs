// Times the connectivity of all pairs of positions of a text and compares with one backward pass per position in PyTorch.
//   dotnet run -c Release bench/connectivity.cs [-- --unit gru-reset-after --layers 2 --units 600 --symbols 28 --characters 198 --threads N]
//   dotnet run -c Release bench/connectivity.cs -- --unit lstm --units 256 --symbols 87 --characters 2000 --keep --no-peer
// Weights are random; --keep opens the forget gates of an LSTM, so that gradients reach the beginning and nothing can be left out.
// PyTorch: apt-get install -y python3-torch libopenblas0-pthread; without it, ours is measured alone.
#:project ../src/RnnScope.Analysis/RnnScope.Analysis.csproj
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using RnnScope.Analysis.Memory;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;
using RnnScope.Numerics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string unit = Value("--unit", "gru-reset-after");
int layers = int.Parse(Value("--layers", "2")), units = int.Parse(Value("--units", "600")), symbols = int.Parse(Value("--symbols", "28"));
int characters = int.Parse(Value("--characters", "198")), threads = int.Parse(Value("--threads", Environment.ProcessorCount.ToString()));
using Network network = new(new NetworkShape(BuiltInUnits.Resolve(unit), layers, units, symbols));
Rng rng = new(1);
network.Parameters.Randomize(rng, 1 / MathF.Sqrt(units));
foreach (ParameterTensor tensor in network.Parameters.Tensors)
    if (args.Contains("--keep") && tensor.Name.EndsWith(".f.bias")) network.Parameters.Values(tensor).Fill(6);
network.Pack();
// One symbol more: the last position has a true next symbol too.
ushort[] ids = [.. Enumerable.Range(0, characters + 1).Select(_ => (ushort)rng.NextInt(symbols))];

List<double> times = [], busy = [];
ConnectivityMatrix matrix = null!;
for (int round = 0; round < 5; round++)
{
    Stopwatch watch = Stopwatch.StartNew();
    TimeSpan before = Environment.CpuUsage.TotalTime;
    matrix = ConnectivityAnalysis.Measure("text", network, ids, new ConnectivityOptions { Threads = threads });
    times.Add(watch.Elapsed.TotalSeconds);
    busy.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
    if (times.Sum() > 30) break;
}

double ours = times.Order().ElementAt(times.Count / 2);
long reached = matrix.Rows.Sum(row => row.Norms.LongCount(norm => norm > 0));
Console.WriteLine($"RnnScope  {unit} {layers} x {units}, {characters} x {characters}, {threads} threads: {ours:0.000} s (median of {times.Count}, first {times[0]:0.000}; {busy.Min():0.00} s of processor time); {reached:N0} pairs not zero");
string peer = Path.Combine(Path.GetDirectoryName(Here())!, "peers", "torch_connectivity.py");
if (args.Contains("--no-peer") || unit is not ("lstm" or "gru-reset-after" or "rnn") || !File.Exists("/usr/bin/python3")) return;
ProcessStartInfo start = new("/usr/bin/python3", [peer, unit, $"{units}", "--layers", $"{layers}", "--symbols", $"{symbols}", "--characters", $"{characters}", "--threads", $"{threads}"])
{
    RedirectStandardOutput = true,
};
start.Environment.Remove("OPENBLAS_CORETYPE");
using Process process = Process.Start(start)!;
string output = process.StandardOutput.ReadToEnd();
process.WaitForExit();
if (process.ExitCode != 0) return;
double theirs = double.Parse(output);
Console.WriteLine($"PyTorch   one backward pass per position: {theirs:0.000} s, {theirs / ours:0.0} times as long");

string Value(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and int at ? args[at + 1] : otherwise;

static string Here([CallerFilePath] string path = "") => path;
