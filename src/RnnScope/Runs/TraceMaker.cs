using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;

namespace RnnScope.Runs;

/// <summary>Records traces of a run with progress, and finds those that are still good.</summary>
internal static class TraceMaker
{
    /// <summary>Records a text.</summary>
    public static void Record(
        CommandContext context, Run run, RunText text, string path, TraceOptions options, CancellationToken cancellation) =>
        ConsoleProgress.Run(context, $"reading {text.Title}", options.Length(text.Symbols.Length), "symbols", report =>
        {
            TraceOptions complete = options with { Title = text.Title, ModelHash = run.ModelHash, Words = run.Model.Words };
            Tracer.Write(path, run.Model.Network, run.Model.Vocabulary, text.Symbols, complete, report, cancellation);
            return true;
        });

    /// <summary>The trace of a text with all sites: the one in the run's folder if it is still good, else a new one.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="run">The run.</param>
    /// <param name="text">The text; of the test text, the part that is wanted.</param>
    /// <param name="anyLength">Whether a trace of a longer or shorter part of the test text will do.</param>
    /// <param name="cancellation">Stops a recording.</param>
    public static TraceFile Ensure(CommandContext context, Run run, RunText text, bool anyLength, CancellationToken cancellation)
    {
        string path = run.Folder.TraceFile(text.Id);
        if (Existing(path, trace => IsGood(run, text, anyLength, trace)) is { } good) return good;
        Record(context, run, text, path, new TraceOptions(), cancellation);
        return TraceFile.Open(path);
    }

    /// <summary>The trace of exactly this text that the run's folder has, if it is still good.</summary>
    public static TraceFile? Recorded(Run run, RunText text) => Existing(run.Folder.TraceFile(text.Id), trace => IsGood(run, text, anyLength: false, trace));

    /// <summary>The recorded trace of the test text, when the text itself is not there.</summary>
    public static TraceFile? TestTrace(Run run) => Existing(run.Folder.TraceFile(RunText.TestId), trace => IsOfModel(run, trace));

    private static TraceFile? Existing(string path, Predicate<TraceFile> isGood)
    {
        if (!File.Exists(path)) return null;
        TraceFile trace;
        try
        {
            trace = TraceFile.Open(path);
        }
        catch (RunFileException)
        {
            // A damaged trace can be made again; nothing is lost.
            return null;
        }

        if (isGood(trace)) return trace;
        trace.Dispose();
        return null;
    }

    private static bool IsGood(Run run, RunText text, bool anyLength, TraceFile trace) =>
        IsOfModel(run, trace) && (anyLength || trace.TextHash == Tracer.TextHash(text.Ids.Span));

    private static bool IsOfModel(Run run, TraceFile trace) =>
        trace.ModelHash == run.ModelHash
        && SiteName.AllOf(run.Model.Network.Shape).All(site => trace.Contains(site.Name) && trace.Width(site.Name) == site.Width);
}
