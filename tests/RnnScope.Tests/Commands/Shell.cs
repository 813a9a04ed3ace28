using System.Text.Json;
using RnnScope.Commands;

namespace RnnScope.Tests.Commands;

/// <summary>Runs command lines inside the test.</summary>
internal static class Shell
{
    public static async Task<Result> Run(CancellationToken cancellation, params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(args, output, error, cancellation);
        return new Result((ExitCode)code, output.ToString(), error.ToString());
    }

    public static Task<Result> Run(params string[] args) => Run(CancellationToken.None, args);

    /// <summary>The JSON of a command line that succeeds; notes may go with it.</summary>
    public static async Task<JsonElement> Json(params string[] args)
    {
        Result result = await Run(args);
        Assert.True(result.Code == ExitCode.Ok, result.Error);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        return json.RootElement.Clone();
    }

    /// <summary>The JSON of a command line that succeeds and has nothing else to say.</summary>
    public static async Task<JsonElement> QuietJson(params string[] args)
    {
        Result result = await Run(args);
        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Ok, result.Code);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        return json.RootElement.Clone();
    }

    public sealed record Result(ExitCode Code, string Output, string Error)
    {
        /// <summary>The one-line message, after checking that there is one and at most one hint.</summary>
        public string Message()
        {
            string[] lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("", Output);
            Assert.InRange(lines.Length, 1, 2);
            Assert.StartsWith("rnnscope: ", lines[0]);
            if (lines.Length == 2) Assert.StartsWith("hint: ", lines[1]);
            return Error;
        }
    }
}
