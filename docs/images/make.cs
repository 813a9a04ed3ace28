// Makes the pictures of the README from a trained run, such as the demo's:
//   dotnet run docs/images/make.cs -- runs/demo [ADDRESS]
// ADDRESS is what stands behind # in the viewer's address, as in "site=layers.1.c&unit=7&at=300"; without it the pictures
// show the first finding of the run. Needs Chromium (apt-get install chromium), or one named by CHROMIUM.
#:package Microsoft.Playwright
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

const int MostBytes = 300_000;
const string Coloured = "() => window.rnnscope && rnnscope.colourAt(rnnscope.selection.top) !== ''";
if (args.Length is < 1 or > 2)
{
    Console.Error.WriteLine("usage: dotnet run docs/images/make.cs -- RUN [ADDRESS]");
    return 2;
}

string images = Here(), program = Path.Combine(images, "..", "..", "src", "RnnScope"), address = args.ElementAtOrDefault(1) ?? "";
string folder = Directory.CreateTempSubdirectory("rnnscope-pictures-").FullName, exported = Path.Combine(folder, "page.html");
using Process writer = Scope("export", args[0], "--out", exported);
await writer.StandardOutput.ReadToEndAsync();
using Process server = Scope("view", args[0], "--no-browser");
try
{
    string? home = null;
    while (home is null && server.StandardOutput.ReadLine() is { } line) home = Regex.Match(line, "http://[^ ]+") is { Success: true } found ? found.Value : null;
    if (home is null) throw new InvalidOperationException($"rnnscope view {args[0]} ended without an address");

    using IPlaywright playwright = await Playwright.CreateAsync();
    await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/lib/chromium/chromium",
        Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    string file = new Uri(exported).AbsoluteUri;
    return await Picture("viewer", $"{home}#{address}", 1320, 820, Coloured)
        & await Picture("memory", $"{file}#view=memory&at=104&{address}", 1180, 420, "() => document.querySelector('[data-testid=strip]:not(.waiting)')")
        ? 0 : 1;

    async Task<bool> Picture(string name, string page, int width, int height, string isThere)
    {
        await using IBrowserContext context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, Offline = page.StartsWith("file:"),
        });
        IPage opened = await context.NewPageAsync();
        await opened.GotoAsync(page);
        await opened.WaitForFunctionAsync(isThere);
        await opened.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // The strip of the whole text comes when nobody has chosen anything for a moment.
        await Task.Delay(1500);
        byte[] png = await opened.ScreenshotAsync(new() { Path = Path.Combine(images, $"{name}.png") });
        Console.WriteLine($"{name}.png: {width} x {height}, {png.Length:N0} bytes");
        if (png.Length > MostBytes) Console.Error.WriteLine($"expected at most {MostBytes:N0} bytes: show a site with fewer colours");
        return png.Length <= MostBytes;
    }
}
finally
{
    server.Kill(entireProcessTree: true);
    Directory.Delete(folder, recursive: true);
}

Process Scope(params string[] arguments) =>
    Process.Start(new ProcessStartInfo("dotnet", ["run", "-c", "Release", "--project", program, "--", .. arguments]) { RedirectStandardOutput = true })!;

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
