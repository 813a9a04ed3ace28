using RnnScope.Commands;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;

namespace RnnScope.Runs;

/// <summary>A trace that is needed for the length of a command: a file in the run's folder, which is gone afterwards.</summary>
internal sealed class TemporaryTrace : IDisposable
{
    private TemporaryTrace(TraceFile trace) => Trace = trace;

    /// <summary>The trace.</summary>
    public TraceFile Trace { get; }

    /// <summary>Lets a network read a text.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="title">What is being done, for the progress.</param>
    /// <param name="run">The run whose symbols the network has.</param>
    /// <param name="network">The network: that of the run, or its twin.</param>
    /// <param name="text">The text.</param>
    /// <param name="sites">Which sites.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellation">Stops the reading; nothing is left behind.</param>
    public static TemporaryTrace Of(
        CommandContext context, string title, Run run, Network network, RunText text, IReadOnlyList<string> sites, int threads, CancellationToken cancellation)
    {
        string path = run.Folder.TraceFile($"temporary-{Guid.NewGuid():N}");
        try
        {
            ConsoleProgress.Run(context, title, text.Ids.Length, "symbols", report => Tracer.Write(
                path, network, run.Model.Vocabulary, text.Ids, new TraceOptions { Title = text.Title, Sites = sites, Threads = threads }, report, cancellation));
            return new TemporaryTrace(TraceFile.Open(path));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Trace.Dispose();
        File.Delete(Trace.Path);
    }
}
