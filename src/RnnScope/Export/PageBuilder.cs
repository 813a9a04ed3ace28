using System.Runtime.InteropServices;
using RnnScope.Analysis.Errors;
using RnnScope.Engine.Networks;
using RnnScope.Runs;
using RnnScope.Server;

namespace RnnScope.Export;

/// <summary>Collects what a page holds.</summary>
internal static class PageBuilder
{
    /// <summary>Reads a text and describes the run, as the server would.</summary>
    /// <param name="run">The run.</param>
    /// <param name="text">The text that the page shows.</param>
    /// <param name="title">What the page calls the run.</param>
    /// <param name="ledger">What sorts its errors; null leaves them unsorted.</param>
    /// <param name="report">Hears how many symbols have been read.</param>
    /// <param name="cancellation">Stops.</param>
    public static PageData Build(Run run, RunText text, string title, RunLedger? ledger = null, Action<long>? report = null, CancellationToken cancellation = default)
    {
        RunJson json = RunJson.Read(run.Folder);
        IReadOnlyList<Finding> findings = CellsFile.ReadFindings(run.Folder);
        // Of notes that cannot be read a server says so beside them; here that would be a page without what its writer meant to send.
        NotesInfo notes = new(CanWrite: false, Problem: null, UnitNotes.Read(run.Folder));
        (TextData data, TextInfo info, float[] losses) = PageReading.Of(run, text, report, cancellation);
        NetworkShape shape = run.Model.Network.Shape;
        return new PageData(
            PageData.CurrentFormat, new RunSummary(title, shape.Unit.Name, shape.Layers, shape.Units, json.TestLossNats),
            ManifestBuilder.Build(title, run, json, [info], findings, notes), NetworkDataBuilder.Build(run.Model.Network),
            run.Model.Words?.Filter.ToString().ToLowerInvariant(), data, ledger is null ? null : Errors(ledger.Of(losses)));
    }

    private static ErrorData Errors(Ledger ledger) =>
        new(ErrorInfo.Of(ledger), MemoryMarshal.AsBytes<ushort>(ErrorInfo.Places(ledger)).ToArray());
}
