using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>.ci/run runs what the README says and counts what the test runners print.</summary>
public sealed partial class CiRunTests
{
    private const string Script = ".ci/run";

    // The pages that tell a reader how to run the tests.
    private static readonly string[] Pages = ["README.md", "CONTRIBUTING.md"];

    [GeneratedRegex("^TEST_COMMAND='(?<command>[^']+)'$", RegexOptions.Multiline)]
    private static partial Regex TestCommand { get; }

    [Fact]
    public void TestCommand_InTheRepository_IsTheOneInThePages() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Theory]
    [InlineData("```\ndotnet test\n```\n", 0)]
    [InlineData("```bash\n$ dotnet test   # everything, two minutes\n```\n", 0)]
    [InlineData("```\ndotnet test --nologo\n```\n", 1)]
    [InlineData("`dotnet test`\n", 1)]
    public void Check_Page_MustShowTheCommand(string page, int offences) =>
        Assert.Equal(offences, Check(RepositoryFiles.Planted((Script, "TEST_COMMAND='dotnet test'\n"), ("README.md", page))).Count());

    [Fact]
    public void Script_OnDisk_CanBeRun()
    {
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(Path.Combine(RepositoryFiles.Here.Root, Script)).HasFlag(UnixFileMode.UserExecute), $"chmod +x {Script}");
    }

    [Theory]
    [InlineData("", "0 passed, 0 failed, 0 skipped")]
    [InlineData("Passed!  - Failed:     0, Passed:    12, Skipped:     0, Total:    12, Duration: 16 ms - A.dll (net10.0)", "12 passed, 0 failed, 0 skipped")]
    [InlineData("Failed!  - Failed:     3, Passed:   1040, Skipped:     2, Total:  1045, Duration: 1 m 6 s - A.dll (net10.0)", "1040 passed, 3 failed, 2 skipped")]
    [InlineData("Skipped! - Failed:     0, Passed:     0, Skipped:     4, Total:     4, Duration: 1 ms - A.dll (net10.0)", "0 passed, 0 failed, 4 skipped")]
    [InlineData("\e[32;1mPassed!\e[0m  - Failed:     0, Passed:    12, Skipped:     0, Total:    12, Duration: 16 ms - A.dll\r", "12 passed, 0 failed, 0 skipped")]
    [InlineData("\e[2m Test Files \e[22m \e[1m\e[32m3 passed\e[39m\e[22m\e[90m (3)\e[39m\n\e[2m      Tests \e[22m \e[1m\e[32m12 passed\e[39m\e[22m\e[90m (12)\e[39m", "12 passed, 0 failed, 0 skipped")]
    [InlineData(" Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 12 passed | 2 skipped | 1 todo (16)\n   Start at  10:00:00", "12 passed, 1 failed, 3 skipped")]
    [InlineData("      Tests  no tests", "0 passed, 0 failed, 0 skipped")]
    [InlineData("Passed!  - Failed:     0, Passed:    12, Skipped:     1, Total:    13, Duration: 16 ms - A.dll (net10.0)\nFailed!  - Failed:     1, Passed:    7, Skipped:     0, Total:    8, Duration: 16 ms - B.dll (net10.0)\n      Tests  5 passed (5)", "24 passed, 1 failed, 1 skipped")]
    [InlineData("  Passed A.Test [5 ms]\n[xUnit.net 00:00:00.27]     A.Tests 3 failed (3) [FAIL]\nTest summary: total: 3, failed: 0\n Tests 3 rows", "0 passed, 0 failed, 0 skipped")]
    public void Sum_OutputOfTestRuns_IsAddedUp(string output, string expected)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(expected + "\n", Sum(output));
    }

    private static IEnumerable<Offence> Check(RepositoryFiles files)
    {
        RepositoryFile script = files.Find(Script) ?? throw new InvalidOperationException($"{Script} is missing");
        string command = TestCommand.Match(script.Text).Groups["command"].Value;
        return from path in Pages
               let page = files.Find(path)
               where page is not null && !Regex.IsMatch(page.Text, $@"^```[^\n`]*\n(?:[^`]*\n)?(?:\$ )?{Regex.Escape(command)}[ \t]*(?:#[^\n]*)?\n[^`]*```", RegexOptions.Multiline)
               select page.At(1, $"no code block has the line \"{command}\", which {Script} runs: make the two agree");
    }

    private static string Sum(string output)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(RepositoryFiles.Here.Root, Script), "--sum"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(output + "\n");
        process.StandardInput.Close();
        string result = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return result;
    }
}
