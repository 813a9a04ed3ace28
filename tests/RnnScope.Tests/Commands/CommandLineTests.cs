using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_OfEveryVerb_HasWordsDefaultsAndAnExample()
    {
        foreach (var verb in CommandLine.Create().Subcommands)
        {
            Shell.Result help = await Shell.Run(verb.Name, "--help");
            Assert.Equal(ExitCode.Ok, help.Code);
            Assert.Contains("Example", help.Output);
            Assert.Contains($"rnnscope {verb.Name} ", help.Output);
            Assert.Contains("[default: ", help.Output);
            Assert.All(verb.Options, option => Assert.NotEmpty(option.Description ?? ""));
            Assert.All(verb.Arguments, argument => Assert.NotEmpty(argument.Description ?? ""));
            Assert.Equal("", help.Error);
        }
    }

    [Fact]
    public async Task Help_OfTheProgram_ListsTheVerbs()
    {
        Shell.Result help = await Shell.Run("--help");
        Assert.Equal(ExitCode.Ok, help.Code);
        foreach (var verb in CommandLine.Create().Subcommands) Assert.Contains(verb.Name, help.Output);
    }

    [Fact]
    public async Task Version_IsPrinted() => Assert.Equal("0.1.0\n", (await Shell.Run("--version")).Output);

    [Fact]
    public void Documentation_OfEveryVerb_ListsEveryOption()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "commands.md"));
        foreach (var verb in CommandLine.Create().Subcommands)
        {
            int start = page.IndexOf($"## {verb.Name}\n", StringComparison.Ordinal);
            Assert.True(start >= 0, $"docs/commands.md has no section '## {verb.Name}'");
            int end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
            string section = page[start..(end < 0 ? page.Length : end)];
            foreach (string name in verb.Options.Concat(verb.Subcommands.SelectMany(inner => inner.Options)).Select(option => option.Name).Where(name => name != "--help"))
                Assert.True(section.Contains($"`{name}", StringComparison.Ordinal), $"docs/commands.md: {verb.Name} lacks {name}");
            foreach (string name in verb.Subcommands.Select(inner => inner.Name))
                Assert.True(section.Contains($"`{verb.Name} {name} ", StringComparison.Ordinal), $"docs/commands.md: {verb.Name} lacks the verb {name}");
        }

        foreach (ExitCode code in Enum.GetValues<ExitCode>()) Assert.Contains($"| {(int)code} |", page);
    }

    [Theory]
    [InlineData("sampel x")]
    [InlineData("sample")]
    [InlineData("sample a b")]
    [InlineData("sample x --length ten")]
    [InlineData("sample x --length 0")]
    [InlineData("sample x --unknown")]
    [InlineData("trace x --precision float8")]
    [InlineData("view")]
    [InlineData("view x --port 70000")]
    [InlineData("")]
    public async Task Run_WrongCommandLine_IsOneLineAndExitCode2(string line)
    {
        Shell.Result result = await Shell.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("--help`", result.Message());
    }

    [Fact]
    public void Failure_OfAnyException_IsOneLine()
    {
        using StringWriter error = new();
        Failure.Of(new InvalidOperationException("two\nlines\u001b[31m")).WriteTo(error);
        Assert.Equal("rnnscope: unexpected error: two lines [31m\nhint: set RNNSCOPE_DEBUG=1 to see where, and report it\n", error.ToString());
        Assert.Equal("7 is wrong", Failure.Of(new ArgumentOutOfRangeException("steps", 7, "7 is wrong")).Message);
        Assert.Equal(ExitCode.Interrupted, Failure.Of(new TaskCanceledException()).Code);
        Assert.Equal(ExitCode.System, Failure.Of(new IOException("disk full")).Code);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RnnScope.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }
}
