using System.Text.RegularExpressions;

namespace RnnScope.Repository.Tests;

/// <summary>What the library offers but src does not use, each with the reason and with what to use instead.</summary>
public sealed class BannedWordTests
{
    private static readonly BannedWord[] Table =
    [
        new(@"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b", "", "a result must not depend on the clock: take a TimeProvider"),
        new(@"\bEnvironment\.TickCount", "", "a result must not depend on the clock: take a TimeProvider"),
        new(@"\bnew\s+(?:System\.)?Random\s*\(|\bRandom\s+\w+\s*=\s*new\s*\(|\bRandom\.Shared\b", "",
            "the same seed must give the same run everywhere: take the seeded generator of RnnScope.Numerics"),
        new(@"\bThread\.Sleep\b", "", "a wait that is long enough here is too short there: wait for the event itself"),
        new(@"\bConsole\.", "src/RnnScope/", "only the command line talks to the console: return the result, or report progress to the caller"),
        new(@"\bTensorPrimitives\b", "", "its reductions change with the vector width and its SoftMax overflows: use RnnScope.Numerics"),
        new(@"\b(?:MultiplyAddEstimate|Reciprocal(?:Sqrt)?Estimate)\b", "", "estimates differ between processors: compute the exact value"),
        new(@"\b(?:Min|Max|Clamp|Shuffle|ConvertTo\w+)Native\b", "", "the native variants differ between processors: use the plain one"),
        new(@"#region\b", "", "what needs a heading inside a file needs a file of its own"),
    ];

    [Fact]
    public void BannedWords_InTheRepository_AreNotUsed() => Offence.AssertNone(Check(RepositoryFiles.Here));

    [Theory]
    [InlineData("var now = DateTime.Now;")]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("long now = Environment.TickCount64;")]
    [InlineData("var random = new Random(1);")]
    [InlineData("Random random = new(1);")]
    [InlineData("int a = Random.Shared.Next();")]
    [InlineData("Thread.Sleep(10);")]
    [InlineData("Console.WriteLine();")]
    [InlineData("TensorPrimitives.SoftMax(x, y);")]
    [InlineData("Vector512.MultiplyAddEstimate(a, b, c);")]
    [InlineData("Vector256.MinNative(a, b);")]
    [InlineData("#region Helpers")]
    public void Check_BannedWord_IsFound(string line) =>
        Offence.AssertAt(Check(RepositoryFiles.Planted(("src/RnnScope.Engine/A.cs", $"\n{line}\n"))), "src/RnnScope.Engine/A.cs:2");

    [Theory]
    [InlineData("src/RnnScope.Engine/A.cs", "// Thread.Sleep would hide the race.\nstring a = \"new Random(1)\";")]
    [InlineData("src/RnnScope.Numerics/A.cs", "var random = new SeededRandom(1); SeededRandom other = new(2);")]
    [InlineData("src/RnnScope/A.cs", "Console.WriteLine();")]
    [InlineData("tests/T/A.cs", "Thread.Sleep(10);")]
    public void Check_AllowedText_IsLeftAlone(string path, string text) => Assert.Empty(Check(RepositoryFiles.Planted((path, text))));

    private static IEnumerable<Offence> Check(RepositoryFiles files) =>
        from file in files.Under("src", ".cs")
        let code = CSharpSource.CodeOnly(file.Text)
        from word in Table
        where word.Except.Length == 0 || !file.Path.StartsWith(word.Except, StringComparison.Ordinal)
        from Match match in Regex.Matches(code, word.Pattern)
        select file.AtCharacter(match.Index, $"{match.Value}: {word.Reason}");

    private sealed record BannedWord(string Pattern, string Except, string Reason);
}
