using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Tests;

/// <summary>The example of the library runs on the public surface alone, says what is so, and is the one that docs/library.md shows.</summary>
public sealed class LibraryExampleTests : IDisposable
{
    private const string Site = "layers.0.c";
    private const int Unit = 3;
    private readonly string _folder = Directory.CreateTempSubdirectory("rnnscope-library-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Example_OnAText_FindsUnitsAndLeavesARun()
    {
        string[] lines = RunExample();
        Assert.Matches(@"^[0-3]\.[0-9]{3} nats per character over [0-9]+ characters$", lines[0]);
        string since = Assert.Single(lines, line => line.StartsWith("since(\"\\n\"): layers.0.", StringComparison.Ordinal));
        // A network that predicts lines of equal length has some unit that follows the place in them.
        double[] scores = [.. since.Split(' ').Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out double score) ? score : double.NaN).Where(double.IsFinite)];
        Assert.True(scores[0] > scores[1], since);

        using TraceFile trace = TraceFile.Open(Path.Combine(_folder, "example", "traces", "example.safetensors"));
        UnitStatistics expected = trace.Statistics(Site)[Unit];
        string python = Python(Path.Combine(Root(), "examples", "read_trace.py"), trace.Path, Site, $"{Unit}");
        if (python.Length == 0) return; // nobody here has Python with NumPy; the layout has its own tests
        string[] words = python.Trim().Split(' ');
        Assert.Contains($"{trace.Characters} symbols, {Site} unit {Unit}", python, StringComparison.Ordinal);
        Assert.Equal(expected.Mean, double.Parse(words[^5], CultureInfo.InvariantCulture), 1e-5);
        Assert.Equal(expected.StandardDeviation, double.Parse(words[^1], CultureInfo.InvariantCulture), 1e-5);
    }

    [Fact]
    public void Page_ShowsTheExample()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "library.md"));
        string code = File.ReadAllText(Path.Combine(Root(), "examples", "FindCells", "Program.cs"));
        string shown = code[code.IndexOf("using ", StringComparison.Ordinal)..];
        Assert.Contains($"```csharp\n{shown}```", page, StringComparison.Ordinal);
    }

    private string[] RunExample()
    {
        string text = Path.Combine(_folder, "text.txt");
        StringBuilder lines = new();
        for (int line = 0; line < 1500; line++) lines.Append(CultureInfo.InvariantCulture, $"{line % 7} apples cost \"{line % 10}\" coins\n");
        File.WriteAllText(text, lines.ToString());
        TextWriter console = Console.Out;
        using StringWriter written = new(CultureInfo.InvariantCulture);
        Console.SetOut(written);
        try
        {
            System.Reflection.Assembly.Load("FindCells").EntryPoint!.Invoke(null, [new[] { text, _folder }]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What Debian's Python says, or nothing where there is none with NumPy.</summary>
    private static string Python(params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new("/usr/bin/python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            bool hasNumPy = !errors.Result.Contains("No module named 'numpy'", StringComparison.Ordinal);
            Assert.True(process.ExitCode == 0 || !hasNumPy, errors.Result);
            return output;
        }
        catch (Win32Exception)
        {
            return "";
        }
    }

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RnnScope.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
