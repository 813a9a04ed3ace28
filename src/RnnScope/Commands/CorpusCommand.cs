using System.CommandLine;
using System.Text.Json;
using RnnScope.Engine.Corpora;

namespace RnnScope.Commands;

/// <summary><c>corpus build DIR|FILE...</c>: makes one text of many files.</summary>
internal static class CorpusCommand
{
    private const string Build = "build";

    private static readonly Argument<string> Work = new Argument<string>("ACTION") { Description = $"What to do: {Build}." }.AcceptOnlyFromAmong(Build);

    private static readonly Argument<string[]> Sources = new("DIR|FILE")
    {
        Description = "Folders, with all that is in them, and files. What is hidden (its name begins with a dot) is not looked at.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Output = new("--out") { Description = "The text to write.", HelpName = "TEXT", Required = true };

    private static readonly Option<string> Include = new("--include")
    {
        Description = "Take only files that match one of these patterns, with commas between them: * and ?, compared with the name, or with the path below DIR where the pattern has a slash.",
        HelpName = "*.c,*.h",
    };

    private static readonly Option<string> Exclude = new("--exclude") { Description = "Leave out files that match one of these.", HelpName = "PATTERNS" };

    private static readonly Option<long> Smallest = new("--smallest") { Description = "The least bytes of a file.", DefaultValueFactory = _ => 1, HelpName = "BYTES" };

    private static readonly Option<long> Largest = new("--largest") { Description = "The most bytes of a file. [default: any]", HelpName = "BYTES" };

    private static readonly Option<ulong> Seed = new("--seed") { Description = "Decides the order of the files.", DefaultValueFactory = _ => 1, HelpName = "N" };

    private static readonly Option<bool> Sorted = new("--sorted") { Description = "Leave the files in the order of their names." };

    public static Command Create()
    {
        Command command = new("corpus", "Makes one text of the files of folders: those that are UTF-8, in a random order, one behind the other.")
        {
            Work, Sources, Output, Include, Exclude, Smallest, Largest, Seed, Sorted, CommonOptions.Json,
        };
        command.Examples(
            "rnnscope corpus build linux-6.12 --out linux.c --include *.c,*.h --exclude drivers/* --largest 1000000",
            "rnnscope corpus build book1.txt book2.txt --out books.txt --sorted");
        command.SetWork((context, cancellation) => Task.FromResult(Run(context, cancellation)));
        return command;
    }

    private static ExitCode Run(CommandContext context, CancellationToken cancellation)
    {
        CorpusFilter filter = new(
            Patterns(context, Include), Patterns(context, Exclude), context.Get(Smallest), context.IsGiven(Largest) ? context.Get(Largest) : long.MaxValue);
        if (filter.Smallest < 0 || filter.Largest < filter.Smallest)
            throw new CommandException(ExitCode.Usage, $"--smallest {filter.Smallest} and --largest {filter.Largest}: expected 0 or more, and the largest not below the smallest", "");
        CorpusResult result = ConsoleProgress.Run(context, "joining files", 100, "percent", report => CorpusBuilder.Build(
            context.Get(Sources)!, context.Get(Output)!, filter, context.Get(Sorted) ? null : context.Get(Seed),
            (done, all) => report(all == 0 ? 100 : (long)(100.0 * done / all)), cancellation));
        if (context.IsJson)
        {
            context.WriteJson(new
            {
                text = result.Path,
                bytes = result.Bytes,
                sha256 = result.Sha256,
                files = result.Files,
                left_out = result.LeftOut.ToDictionary(pair => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{pair.Key}"), pair => pair.Value),
            });
            return ExitCode.Ok;
        }

        context.Output.WriteLine(FormattableString.Invariant($"{result.Path}: {result.Bytes:N0} bytes of {result.Files:N0} files, SHA-256 {result.Sha256}"));
        foreach ((LeftOut reason, int count) in result.LeftOut.OrderBy(pair => pair.Key))
            context.Output.WriteLine(FormattableString.Invariant($"left out {CorpusResult.Describe(reason)}: {count:N0}"));
        context.Output.WriteLine($"next: rnnscope train {result.Path}");
        return ExitCode.Ok;
    }

    private static string[] Patterns(CommandContext context, Option<string> option) =>
        (context.IsGiven(option) ? context.Get(option) ?? "" : "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
