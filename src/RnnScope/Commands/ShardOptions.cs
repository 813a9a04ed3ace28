using System.CommandLine;
using RnnScope.Engine.Tracing;

namespace RnnScope.Commands;

/// <summary>Options of the commands that read a text in shards and put together what came of them.</summary>
internal static class ShardOptions
{
    /// <summary>Which part to read.</summary>
    public static Option<string?> Shard(string description) => new("--shard") { Description = description, HelpName = "K/N" };

    /// <summary>The files of all parts.</summary>
    public static Option<string[]> Merge(string description) =>
        new("--merge") { Description = description, HelpName = "FILE...", AllowMultipleArgumentsPerToken = true };

    /// <summary>Throws unless a merge was asked for in a way that makes sense.</summary>
    public static void RequireMerge(string command, string? text, Shard? shard, string[] files)
    {
        string hint = $"run `rnnscope {command} --help`";
        if (text is not null || shard is not null) throw new CommandException(ExitCode.Usage, "--merge reads no text: expected neither TEXT nor --shard", hint);
        if (files.Length == 0) throw new CommandException(ExitCode.Usage, "--merge: expected the files of all shards, found none", hint);
    }
}
