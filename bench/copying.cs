// Trains built-in units to copy a symbol that they read 50 symbols before, and measures how far back they look; docs/memory.md has the table.
//   dotnet run -c Release bench/copying.cs [-- --unit lstm --seeds 3 --windows 1000]
// A unit named lstm+3 starts with its forget or update gate open: a bias of 3, the sign that keeps.
#:project ../src/RnnScope.Analysis/RnnScope.Analysis.csproj
#:project ../tests/RnnScope.Testing/RnnScope.Testing.csproj
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Globalization;
using RnnScope.Analysis.Memory;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Units;
using RnnScope.Numerics;
using RnnScope.Testing.Tasks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] units = Value("--unit", "") is { Length: > 0 } one ? [one] : ["lstm+3", "gru+3", .. BuiltInUnits.Names.Where(name => name != "n-nn")];
int seeds = int.Parse(Value("--seeds", "3")), windows = int.Parse(Value("--windows", "1000"));
CopyText text = CopyText.Make(6000, CopyTask.Distance, new Rng(99));
MemoryOptions options = new() { Places = text.Places, Contexts = [1, 10, 40, 49, 50, 60, 100], Connectivity = new() { Horizon = 80 } };
Console.WriteLine("| unit | seed | loss | with the last 49 | with the last 50 | symbols used | share at 49 | at 0 | largest from 5 on, but for 49 |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
foreach (string name in units)
{
    for (int seed = 1; seed <= seeds; seed++)
    {
        using Network network = CopyTask.Trained(Unit(name), (ulong)seed, windows);
        MemoryResult result = MemoryAnalysis.Measure("copies", network, CopyText.Vocabulary, text.Ids, options);
        double Share(Func<DistanceConnectivity, bool> where) => 100 * result.Connectivity.Distances.Where(where).Max(row => row.Share);
        const int Back = CopyTask.Distance - 1;
        double Loss(int context) => result.Horizon.Contexts.Single(row => row.Symbols == context).Loss.Estimate;
        string used = result.Horizon.Used is { } found ? $"{found}" : "over 100";
        Console.WriteLine($"| {name} | {seed} | {result.Horizon.FullLoss.Estimate:F4} | {Loss(49):F2} | {Loss(50):F4} | {used} | {Share(row => row.Distance == Back):0.0} % | {Share(row => row.Distance == 0):0.0} % | {Share(row => row.Distance >= 5 && row.Distance != Back):0.0} % |");
    }
}

UnitGraph Unit(string name) => name.Split('+') switch
{
    ["gru", var bias] => CopyTask.Opened("gru", "update gate", -int.Parse(bias)),
    [var unit, var bias] => CopyTask.Opened(unit, "forget gate", int.Parse(bias)),
    _ => BuiltInUnits.Resolve(name),
};

string Value(string name, string otherwise)
{
    int at = Array.IndexOf(args, name);
    return at < 0 || at + 1 == args.Length ? otherwise : args[at + 1];
}
