// Measures the viewer on a long text in a real browser, and an exported page from disk; writes the table of docs/viewer.md.
//   dotnet run bench/viewer.cs [-- --characters 10000000 --print]        --print leaves the page as it is
// A generated text of that length, read by a network of 64 units: all sites make a trace of about 0.9 GB per million characters, in a
// temporary folder that is deleted at the end. Needs Linux (/proc) and Chromium (apt-get install chromium), or one named by CHROMIUM.
#:package Microsoft.Playwright
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property EnforceCodeStyleInBuild=false
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rounds = 3, Flips = 40;
int at = Array.IndexOf(args, "--characters"), characters = at < 0 ? 10_000_000 : int.Parse(args[at + 1]);
string root = Path.GetFullPath(Path.Combine(Here(), "..")), page = Path.Combine(root, "docs", "viewer.md");
string program = Path.Combine(root, "src", "RnnScope", "bin", "Release", "net10.0", "rnnscope.dll");
if (!File.Exists(program)) await Call("dotnet", "build", "-c", "Release", Path.Combine(root, "src", "RnnScope"), "-v", "quiet", "--nologo");
string folder = Directory.CreateTempSubdirectory("rnnscope-viewer-").FullName;
List<(string What, string Found, string Wanted)> rows = [];
Process? server = null;
try
{
    string corpus = Write("corpus.txt", 1_100_000, 1), text = Write("long.txt", characters, 2), runs = Path.Combine(folder, "runs");
    string[] shares = ["--train-share", "0.05", "--validation-share", "0.85", "--split", "contiguous", "--epochs", "1", "--runs", runs];
    await Scope(["train", corpus, "--name", "long", "--layers", "1", "--units", "64", .. shares]);
    await Scope(["train", corpus, "--name", "wide", .. shares]);
    string run = Path.Combine(runs, "long"), export = Path.Combine(folder, "page.html");
    await Scope(["export", Path.Combine(runs, "wide"), "--limit", "20000", "--out", export]);
    await Scope(["trace", run, text]);
    await Scope(["trace", run, "--limit", "100000"]);
    double gigabytes = Directory.GetFiles(Path.Combine(run, "traces"), "*.safetensors").Max(file => new FileInfo(file).Length) / 1e9;
    rows.Add(("the trace of the long text", $"{gigabytes:0.0} GB of {characters:N0} characters", "many gigabytes"));

    Stopwatch watch = Stopwatch.StartNew();
    server = Process.Start(new ProcessStartInfo("dotnet", [program, "view", run, "--text", text, "--characters", $"{characters}", "--no-browser"]) { RedirectStandardOutput = true })!;
    Uri? address = null;
    while (address is null && server.StandardOutput.ReadLine() is { } line) address = Regex.Match(line, "http://[^ #]+") is { Success: true } found ? new(found.Value) : null;
    if (address is null) throw new InvalidOperationException("rnnscope view ended without an address");
    Console.WriteLine($"the server was there after {watch.Elapsed.TotalSeconds:0.0} s");
    using HttpClient client = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };

    using IPlaywright playwright = await Playwright.CreateAsync();
    await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/lib/chromium/chromium",
        Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });

    Memory("the server before the first page", "");
    List<double> opened = [];
    for (int round = 0; round < Rounds; round++) opened.Add(await Opening(browser, new Uri(address, "/#text=text-long&site=layers.0.c&unit=7").AbsoluteUri, false));
    rows.Add(($"first coloured text of {characters:N0} characters", $"{Median(opened):N0} ms ({opened.Min():N0} to {opened.Max():N0})", "below 1,000 ms"));

    await using (IBrowserContext context = await browser.NewContextAsync())
    {
        IPage reader = await context.NewPageAsync();
        await reader.GotoAsync(new Uri(address, "/#text=text-long&site=layers.0.c&unit=7").AbsoluteUri);
        await Coloured(reader);
        await Jump(reader, characters / 10 * 9);
        rows.Add(($"from `:{characters / 10 * 9:N0}` to its colours, text already here", $"{await Jump(reader, characters / 10 * 7):N0} ms", "bounded"));
        watch.Restart();
        while (BitConverter.ToSingle(await client.GetByteArrayAsync("/api/runs/long/texts/text-long/overview?site=layers.0.c&unit=7&parts=1000")) < 1) await Task.Delay(200);
        rows.Add(("a whole site summed up for the overview, in the background", $"{watch.Elapsed.TotalSeconds:0.0} s", ""));
        await Asked("the overview of another unit of that site", "overview?site=layers.0.c&unit=8&parts=1200");
    }

    await Asked("search for a word that is not there", "search?q=nowhere+at+all");
    await Asked("search for a frequent word, 10,000 places", "search?q=return");
    await Asked("search for `/[a-z]+_[0-9]+\\(\\)/`, which is not there", "search?q=[a-z]%2B_[0-9]%2B\\(\\)&regex=on");
    await Asked("search for `/(a|aa)+$b/`, which would backtrack for ever", "search?q=(a|aa)%2B$b&regex=on");
    Memory("the server after opening, jumping and searching", "below 300 MB");
    await Task.WhenAll(Enumerable.Range(0, 60).Select(i => client.GetByteArrayAsync($"/api/runs/long/texts/text-long/rows?site=layers.0.h&from={i * 1000}&count=65536")));
    Memory("the server after 60 requests of 16 MB at once", "below 300 MB");
    await Asked("a property over the whole text", "density?property=inside+a+string&parts=1200");
    Memory("the server after that property", "");

    rows.Add(await Flipping(browser, new Uri(address, "/#text=test&site=layers.0.h&unit=3").AbsoluteUri));
    List<double> pages = [];
    for (int round = 0; round < Rounds; round++) pages.Add(await Opening(browser, new Uri(export).AbsoluteUri, true));
    rows.Add(("an exported 2 x 128 page with 20,000 characters", $"{new FileInfo(export).Length / 1e6:0.00} MB", "at most 3 MB"));
    rows.Add(("its first coloured text, from disk, network off", $"{Median(pages):N0} ms ({pages.Min():N0} to {pages.Max():N0})", "below 1,000 ms"));
    // What the browser takes for less: the colours cannot come before the page.
    string whole = File.ReadAllText(export);
    await Bare("for comparison: an empty page, loaded and drawn", "<!doctype html><p>empty</p>");
    await Bare("that page without its program", Regex.Replace(whole, "<script type=\"module\">.*?</script>", "", RegexOptions.Singleline));
    await Bare("that page without its data", Regex.Replace(whole, "(<script[^>]*application/json[^>]*>).*?(</script>)", "$1{}$2", RegexOptions.Singleline));

    async Task Bare(string what, string page)
    {
        string path = Path.Combine(folder, "bare.html");
        File.WriteAllText(path, page);
        List<double> drawn = [];
        for (int round = 0; round < Rounds; round++) drawn.Add(await Drawing(browser, new Uri(path).AbsoluteUri));
        rows.Add((what, $"{Median(drawn):N0} ms ({drawn.Min():N0} to {drawn.Max():N0})", ""));
    }

    async Task Asked(string what, string question)
    {
        watch.Restart();
        using HttpResponseMessage response = await client.GetAsync($"/api/runs/long/texts/text-long/{question}");
        await response.Content.ReadAsByteArrayAsync();
        rows.Add((what, $"{watch.Elapsed.TotalMilliseconds:N0} ms{(response.IsSuccessStatusCode ? "" : $" ({(int)response.StatusCode})")}", "bounded"));
    }
}
finally
{
    server?.Kill(entireProcessTree: true);
    Directory.Delete(folder, recursive: true);
}

string table = $"""
    Measured on {DateTime.UtcNow:yyyy-MM-dd} on a shared machine of {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end; medians of {Rounds}, in parentheses the least and the most.

    | what | found | wanted |
    |---|---|---|
    {string.Join('\n', rows.Select(row => $"| {row.What.Replace("|", "\\|")} | {row.Found} | {row.Wanted} |"))}
    """;
Console.WriteLine(table);
if (args.Contains("--print")) return;
Regex block = new("(?<begin><!-- measured: viewer -->).*?(?<end><!-- end -->)", RegexOptions.Singleline);
string all = File.ReadAllText(page);
if (!block.IsMatch(all)) throw new InvalidOperationException($"{page}: expected <!-- measured: viewer --> and <!-- end --> below it");
File.WriteAllText(page, block.Replace(all, match => $"{match.Groups["begin"].Value}\n\n{table}\n\n{match.Groups["end"].Value}"));

void Memory(string what, string wanted)
{
    string[] status = File.ReadAllLines($"/proc/{server!.Id}/status");
    double Megabytes(string name) => double.Parse(Regex.Match(status.First(line => line.StartsWith(name)), "[0-9]+").Value) / 1e3;
    rows.Add(($"memory of {what}", $"{Megabytes("VmRSS"):N0} MB, {Megabytes("RssAnon"):N0} of them anonymous; most so far {Megabytes("VmHWM"):N0}", wanted));
}

// From the beginning of the navigation to the frame in which the first character on screen has its colour. The page says so itself: to be asked
// by Playwright it would first have to load a large script of Playwright's.
async Task<double> Opening(IBrowser browser, string address, bool isOffline)
{
    await using IBrowserContext context = await browser.NewContextAsync(new() { Offline = isOffline });
    IPage reader = await context.NewPageAsync();
    await reader.AddInitScriptAsync("const look = () => { if (window.rnnscope && rnnscope.colourAt(rnnscope.selection.top) !== '') console.debug('coloured ' + performance.now()); else requestAnimationFrame(look); }; requestAnimationFrame(look);");
    IConsoleMessage said = await reader.RunAndWaitForConsoleMessageAsync(() => reader.GotoAsync(address), new() { Predicate = message => message.Text.StartsWith("coloured ") });
    return double.Parse(said.Text.Split(' ')[1]);
}

// From the beginning of the navigation to a frame after everything is loaded.
async Task<double> Drawing(IBrowser browser, string address)
{
    await using IBrowserContext context = await browser.NewContextAsync(new() { Offline = true });
    IPage reader = await context.NewPageAsync();
    await reader.AddInitScriptAsync("const look = () => requestAnimationFrame(() => { if (document.readyState === 'complete') window.drawnAt = performance.now(); else look(); }); look();");
    await reader.GotoAsync(address);
    await reader.WaitForFunctionAsync("() => window.drawnAt");
    return await reader.EvaluateAsync<double>("() => window.drawnAt");
}

Task Coloured(IPage reader) => reader.WaitForFunctionAsync("() => window.rnnscope && rnnscope.colourAt(rnnscope.selection.top) !== ''");

async Task<double> Jump(IPage reader, int position)
{
    await reader.Keyboard.PressAsync("/");
    await reader.GetByTestId("search").GetByRole(AriaRole.Textbox).FillAsync($":{position}");
    Stopwatch watch = Stopwatch.StartNew();
    await reader.Keyboard.PressAsync("Enter");
    await reader.WaitForFunctionAsync("(position) => rnnscope.colourAt(position) !== ''", position, new() { Timeout = 120_000, PollingInterval = 10 });
    double taken = watch.Elapsed.TotalMilliseconds;
    await reader.Keyboard.PressAsync("Escape");
    return taken;
}

// Time in scripts, as the browser counts it, of each press of the arrow key until the frame after it.
async Task<(string, string, string)> Flipping(IBrowser browser, string address)
{
    await using IBrowserContext context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
    IPage reader = await context.NewPageAsync();
    await reader.GotoAsync(address);
    await Coloured(reader);
    await Task.Delay(2000);
    ICDPSession devtools = await context.NewCDPSessionAsync(reader);
    await devtools.SendAsync("Performance.enable");
    List<double> times = [];
    for (int flip = 0; flip < Flips; flip++)
    {
        double before = await Script();
        await reader.Keyboard.PressAsync("ArrowDown");
        await reader.EvaluateAsync("() => new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume)))");
        times.Add(1000 * (await Script() - before));
    }

    return ("script per flip to another unit, text of 100,000 characters", $"{Median(times):0.0} ms ({times.Min():0.0} to {times.Max():0.0})", "below 16 ms");

    async Task<double> Script() => (await devtools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
        .First(metric => metric.GetProperty("name").GetString() == "ScriptDuration").GetProperty("value").GetDouble();
}

string Write(string name, int count, int seed)
{
    string[] words = ["value", "index", "total", "buffer", "return", "static", "while", "length", "offset", "result", "error", "state"];
    Random random = new(seed);
    StringBuilder text = new(count + 200);
    while (text.Length < count)
    {
        string Word() => words[random.Next(words.Length)];
        text.Append(' ', 2 * random.Next(4)).Append(random.Next(4) switch
        {
            0 => $"if ({Word()} > {random.Next(100)}) {{ {Word()} = \"{Word()} {Word()}\"; }}",
            1 => $"/* {Word()} {Word()} {Word()} */",
            2 => $"{Word()}[{random.Next(16)}] = {Word()} + {Word()};",
            _ => $"return {Word()}(\"{Word()}\", {Word()});",
        }).Append('\n');
    }

    string path = Path.Combine(folder, name);
    File.WriteAllText(path, text.ToString(0, count));
    return path;
}

Task Scope(string[] arguments) => Call("dotnet", [program, .. arguments]);

static async Task Call(string file, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
    string said = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
}

static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
