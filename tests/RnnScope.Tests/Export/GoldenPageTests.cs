namespace RnnScope.Tests.Export;

/// <summary>The files that the viewer's tests compare with are what the engine computes today.</summary>
public sealed class GoldenPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rnnscope-golden-").FullName;

    public static TheoryData<string> Names => [.. GoldenPages.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_Page_IsWhatTheEngineComputes(string name)
    {
        string computed = GoldenPages.Json(GoldenPages.All[name](_folder));
        string file = Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.json");
        string kept = File.Exists(file) ? File.ReadAllText(file) : "";
        if (kept == computed) return;
        string received = Path.Combine(AppContext.BaseDirectory, "Golden", "received", $"{name}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, computed);
        Assert.Fail($"viewer/test/golden/{name}.json is not what the engine computes, which was written to {received}: find out why before you copy it there");
    }
}
