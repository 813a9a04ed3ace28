using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Playwright;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Browser.Tests;

/// <summary>
/// Two small trained runs and published data, the real server in front of them, and one browser for all tests. A second server has a network
/// of words with one of symbols under it.
/// </summary>
#pragma warning disable CA1001 // xunit disposes it, asynchronously
public sealed class Site : IAsyncLifetime
#pragma warning restore CA1001
{
    /// <summary>Of the long text.</summary>
    public const int LongCharacters = 100_000;

    public const int Units = 16;
    public const string Run = "small", Other = "other", Test = "test", Long = "text-long", Published = "published", Words = "words";

    // Numbers in front of the norms of a row.
    private const int Head = 11;
    private const int Streams = 10, Steps = 50, TrainCharacters = 40_000, PartCharacters = 5_000;

    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-browser-").FullName;
    private RunLibrary? _library, _words;
    private ViewServer? _server, _wordServer;
    private IPlaywright? _playwright;

    internal HttpClient Client { get; } = new();

    internal IBrowser Browser { get; private set; } = null!;

    internal Uri Address => _server!.Address;

    /// <summary>Of the server with the network of words.</summary>
    internal Uri WordAddress => _wordServer!.Address;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.Launch(_playwright);
        string published = Path.Combine(_root, $"{Published}.json");
        await File.WriteAllTextAsync(published, ReadingMatter.PublishedJson);
        _library = new RunLibrary([View(Train(Run, "lstm", 6)), View(Train(Other, "gru", 1))], PublishedConnectivity.Read(published));
        _server = await ViewServer.Start(_library, EmbeddedViewer.OfThisProgram());
        Client.BaseAddress = _server.Address;
        _words = new RunLibrary([.. new[] { TrainWords(), Path.Combine(_root, Other) }.Select(folder => new RunView(RnnScope.Runs.Run.Open(folder), []))]);
        _wordServer = await ViewServer.Start(_words, EmbeddedViewer.OfThisProgram());
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (Browser is not null) await Browser.CloseAsync();
        _playwright?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _library?.Dispose();
        if (_wordServer is not null) await _wordServer.DisposeAsync();
        _words?.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>What the server says of a text.</summary>
    internal async Task<float[]> Floats(string question, string text = Test, string run = Run) =>
        MemoryMarshal.Cast<byte, float>(await Client.GetByteArrayAsync(Of(text, question, run))).ToArray();

    internal async Task<ushort[]> Symbols(string text = Test) =>
        MemoryMarshal.Cast<byte, ushort>(await Client.GetByteArrayAsync(Of(text, "symbols"))).ToArray();

    /// <summary>What the server says the predictions of a run look back at: the norms of each position.</summary>
    internal async Task<float[][]> Norms(string text, string run = Run, string target = "next") =>
        [.. (await Rows(Address, text, run, target)).Select(row => row[Head..])];

    /// <summary>The same with the numbers in front, as docs/contract.md has them.</summary>
    internal async Task<float[][]> Rows(Uri server, string text, string run, string target = "next")
    {
        using HttpResponseMessage response = await Client.PostAsJsonAsync(new Uri(server, $"/api/runs/{run}/connectivity"), new { text, target });
        float[] numbers = MemoryMarshal.Cast<byte, float>(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).ToArray();
        List<float[]> rows = [];
        for (int at = 0; at < numbers.Length; at += Head + rows.Count) rows.Add(numbers[at..(at + Head + 1 + rows.Count)]);
        return [.. rows];
    }

    /// <summary>What the server answers about a text.</summary>
    internal async Task<JsonElement> Answer(string question, string text = Test)
    {
        using JsonDocument json = JsonDocument.Parse(await Client.GetStringAsync(Of(text, question)));
        return json.RootElement.Clone();
    }

    /// <summary>What the server says the network writes: for each symbol its id, and the property's number there.</summary>
    internal async Task<float[]> Written(object writing)
    {
        using HttpResponseMessage response = await Client.PostAsJsonAsync(new Uri($"/api/runs/{Run}/writing", UriKind.Relative), writing);
        return MemoryMarshal.Cast<byte, float>(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).ToArray();
    }

    internal async Task<JsonElement> Manifest()
    {
        using JsonDocument json = JsonDocument.Parse(await Client.GetStringAsync(new Uri($"/api/runs/{Run}", UriKind.Relative)));
        return json.RootElement.Clone();
    }

    /// <summary>The folder of a run.</summary>
    internal string FolderOf(string run) => Path.Combine(_root, run);

    /// <summary>Opens the page as a reader would, and checks that it made no noise and stayed at home.</summary>
    /// <param name="hash">The part of the address behind #.</param>
    /// <param name="read">What the reader does.</param>
    /// <param name="width">Of the window.</param>
    /// <param name="height">Of the window.</param>
    /// <param name="server">Where; null is the server of the two runs.</param>
    internal Task Visit(string hash, Func<Reader, Task> read, int width = 1280, int height = 800, Uri? server = null)
    {
        Uri home = server ?? Address;
        return Open(new Uri(home, $"/#{hash}"), read, new() { Width = width, Height = height }, isOffline: false, url =>
            url.StartsWith(home.AbsoluteUri, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal));
    }

    /// <summary>Opens a file as somebody would who got it by mail and has no network, and checks that it made no noise and asked for nothing.</summary>
    /// <param name="path">The exported page.</param>
    /// <param name="hash">The part of the address behind #.</param>
    /// <param name="read">What the reader does.</param>
    internal Task VisitFile(string path, string hash, Func<Reader, Task> read)
    {
        Uri file = new(path);
        return Open(new UriBuilder(file) { Fragment = hash }.Uri, read, new() { Width = 1280, Height = 800 }, isOffline: true, url =>
            url.StartsWith(file.AbsoluteUri, StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal));
    }

    private async Task Open(Uri address, Func<Reader, Task> read, ViewportSize size, bool isOffline, Predicate<string> isHome)
    {
        await using IBrowserContext context = await Browser.NewContextAsync(new()
        {
            ViewportSize = size, ReducedMotion = ReducedMotion.Reduce, ColorScheme = ColorScheme.Light, Offline = isOffline,
        });
        context.SetDefaultTimeout(10_000);
        IPage page = await context.NewPageAsync();
        List<string> noise = [];
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") noise.Add($"{message.Type} on the console: {message.Text}");
        };
        page.PageError += (_, error) => noise.Add($"uncaught: {error}");
        page.Dialog += (_, dialog) =>
        {
            noise.Add($"a dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!isHome(request.Url)) noise.Add($"a request to {request.Url}");
        };
        await page.GotoAsync(address.AbsoluteUri);
        Reader reader = new(page);
        await reader.Ready(address.Fragment);
        await read(reader);
        Assert.Empty(noise);
    }

    private static Uri Of(string text, string question, string run = Run) => new($"/api/runs/{run}/texts/{text}/{question}", UriKind.Relative);

    /// <summary>Trains a small run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="unitName">A built-in unit, or the path of a unit file.</param>
    /// <param name="epochs">How long.</param>
    /// <returns>Its folder.</returns>
    internal string Train(string name, string unitName, int epochs)
    {
        string corpus = Path.Combine(_root, "corpus.txt");
        int test = PartCharacters - ReadingMatter.Length(ReadingMatter.Strange);
        File.WriteAllText(corpus, ReadingMatter.Code(TrainCharacters + PartCharacters, 1) + ReadingMatter.Strange + ReadingMatter.Code(test, 2));
        UnitGraph unit = BuiltInUnits.Resolve(unitName);
        TrainingSession session = TrainingSession.Start(_root, name, new RunConfiguration
        {
            CorpusPath = corpus,
            CorpusSha256 = "",
            Symbols = SymbolKind.Characters,
            Split = SplitLayout.Contiguous,
            Streams = Streams,
            Steps = Steps,
            TrainShare = 0.8m,
            ValidationShare = 0.1m,
            Unit = unit.Name,
            UnitSource = unit.Syntax.Source,
            Layers = 2,
            Units = Units,
            Training = new TrainingConfiguration { Epochs = epochs, LearningRate = 1e-2, Seed = 5, Snapshots = 4 },
        });
        session.Train(Environment.ProcessorCount, _ => { }, _ => { }, CancellationToken.None);
        CellsFile.Write(session.Folder, "rnnscope cells", null,
        [
            new Finding("inside a string", "layers.1.h", 3, 0.8125, "correlation, on text it was not picked on"),
            new Finding("indentation", "layers.0.c", 11, -0.5, "correlation, on text it was not picked on"),
        ]);
        return session.Folder.Path;
    }

    private string TrainWords()
    {
        string corpus = Path.Combine(_root, "pairs.txt");
        File.WriteAllText(corpus, ReadingMatter.WordPairs(900));
        UnitGraph unit = BuiltInUnits.Resolve("gru");
        TrainingSession session = TrainingSession.Start(_root, Words, new RunConfiguration
        {
            CorpusPath = corpus,
            CorpusSha256 = "",
            Symbols = SymbolKind.Characters,
            Task = PredictionTask.Autocomplete,
            Words = 8,
            Filter = TextFilter.Letters,
            Split = SplitLayout.Contiguous,
            Streams = 5,
            Steps = 40,
            TrainShare = 0.9m,
            ValidationShare = 0.05m,
            Unit = unit.Name,
            UnitSource = unit.Syntax.Source,
            Layers = 1,
            Units = Units,
            Training = new TrainingConfiguration { Epochs = 20, LearningRate = 1e-2, Seed = 5 },
        });
        session.Train(Environment.ProcessorCount, _ => { }, _ => { }, CancellationToken.None);
        return session.Folder.Path;
    }

    private RunView View(string folder)
    {
        RnnScope.Runs.Run run = RnnScope.Runs.Run.Open(folder);
        string file = Path.Combine(_root, "long.txt");
        File.WriteAllText(file, ReadingMatter.Code(LongCharacters, 3));
        return new RunView(run, [.. new[] { RunText.Test(run), RunText.OfFile(run, file) }.Select(Read)]);

        TextView Read(RunText text)
        {
            string path = run.Folder.TraceFile(text.Id);
            TraceOptions options = new() { Title = text.Title, ModelHash = run.ModelHash, Precision = TensorType.F32 };
            Tracer.Write(path, run.Model.Network, run.Model.Vocabulary, text.Ids, options);
            return new TextView(text.Id, TraceFile.Open(path));
        }
    }
}

[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<Site>
{
    public const string Name = "site";
}
