// Makes viewer.png, the picture in the README, from a trained run:
//   dotnet run docs/images/make.cs -- runs/demo [ADDRESS]
// ADDRESS is what stands behind # in the viewer's address, as in "site=layers.1.c&unit=7&at=300"; without it the picture
// shows the first finding of the run. Needs Chromium (apt-get install chromium), or one named by CHROMIUM.
#:package Microsoft.Playwright
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

const int Width = 1440, Height = 900, MostBytes = 400_000;
if (args.Length is < 1 or > 2)
{
    Console.Error.WriteLine("usage: dotnet run docs/images/make.cs -- RUN [ADDRESS]");
    return 2;
}

string images = Here(), root = Path.Combine(images, "..", "..");
string[] view = ["run", "-c", "Release", "--project", Path.Combine(root, "src", "RnnScope"), "--", "view", args[0], "--no-browser"];
using Process server = Process.Start(new ProcessStartInfo("dotnet", view) { RedirectStandardOutput = true })!;
try
{
    string? address = null;
    while (address is null && server.StandardOutput.ReadLine() is { } line) address = Regex.Match(line, "http://[^ ]+") is { Success: true } found ? found.Value : null;
    if (address is null) throw new InvalidOperationException($"rnnscope view {args[0]} ended without an address");

    using IPlaywright playwright = await Playwright.CreateAsync();
    await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/lib/chromium/chromium",
        Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = Width, Height = Height }, ColorScheme = ColorScheme.Light });
    await page.GotoAsync($"{address}#{args.ElementAtOrDefault(1)}");
    await page.WaitForFunctionAsync("() => window.rnnscope && rnnscope.colourAt(rnnscope.selection.top) !== ''");
    await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    string picture = Path.Combine(images, "viewer.png");
    byte[] png = await page.ScreenshotAsync(new() { Path = picture });
    Console.WriteLine($"{Path.GetRelativePath(Environment.CurrentDirectory, picture)}: {Width} x {Height}, {png.Length} bytes");
    if (png.Length <= MostBytes) return 0;
    Console.Error.WriteLine($"expected at most {MostBytes} bytes: show a site with fewer colours");
    return 1;
}
finally
{
    server.Kill(entireProcessTree: true);
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
