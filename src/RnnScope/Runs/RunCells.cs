using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;

namespace RnnScope.Runs;

/// <summary>Searches the units of a run for what they track, beside its untrained twin, and keeps the result in the run's folder.</summary>
/// <param name="context">The running command.</param>
/// <param name="run">The run.</param>
/// <param name="wanted">What is searched for.</param>
/// <param name="hasTwin">Whether the twin is asked too.</param>
internal sealed class RunCells(CommandContext context, Run run, SearchedProperties wanted, bool hasTwin)
{
    /// <summary>Searches, with the trace that the run has of this very text, or else one that is gone afterwards.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sites">Names of sites; empty for all of the layers.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellation">Stops the search; the old result stays.</param>
    public FoundCells Search(RunText text, IReadOnlyList<string> sites, CellSearchOptions options, CancellationToken cancellation)
    {
        if (text.Ids.Length < CellSearch.FewestCharacters)
            throw new CommandException(ExitCode.Usage, $"expected a text of at least {CellSearch.FewestCharacters} symbols, found {text.Ids.Length}");
        using TraceFile? known = TraceMaker.Recorded(run, text);
        using TemporaryTrace? made = known is not null
            ? null : TemporaryTrace.Of(context, $"reading {text.Title}", run, run.Model.Network, text, Chosen(sites), options.Threads, cancellation);
        return Search(known ?? made!.Trace, text.Title, sites, options, cancellation);
    }

    /// <summary>Searches a trace.</summary>
    /// <param name="trace">What the network did; has the sites.</param>
    /// <param name="title">What people call the text.</param>
    /// <param name="sites">Names of sites; empty for all of the layers.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellation">Stops the search; the old result stays.</param>
    public FoundCells Search(Trace trace, string title, IReadOnlyList<string> sites, CellSearchOptions options, CancellationToken cancellation)
    {
        string[] chosen = Chosen(sites);
        RunText text = new("", title, trace.Symbols.ToArray());
        PropertySet properties = wanted.Of(trace, cancellation);
        if (properties.Properties.Count == 0)
            throw new CommandException(ExitCode.BadInput, $"{title} has too little of every property that fits its kind", "give a longer text, or a property of your own with --property");
        using Network? untrained = Twin();
        using TemporaryTrace? twin = untrained is null
            ? null : TemporaryTrace.Of(context, "letting the untrained twin read it", run, untrained, text, chosen, options.Threads, cancellation);
        TraceUnits units = new(trace, chosen);
        TraceUnits? twinUnits = twin is null ? null : new(twin.Trace, chosen);
        int total = units.Sites.Sum(site => site.Width) * (twin is null ? 1 : 2);
        CellSearchResult result = ConsoleProgress.Run(
            context, "searching", total, "units", report => CellSearch.Find(units, twinUnits, properties.Properties, options, report, cancellation));
        FoundCells found = new(run.Folder.Name, title, run.Model.Network.Shape, properties, result);
        CellsInputs inputs = new(run.ModelHash, Tracer.TextHash(trace.Symbols), Hash(properties.Properties));
        CellsFile.Write(run.Folder, context.Line, inputs, CellsJson.Findings(result), CellsJson.Of(found));
        return found;
    }

    private string[] Chosen(IReadOnlyList<string> sites)
    {
        string[] chosen = [.. SiteName.Select(run.Model.Network.Shape, sites).Where(site => site.Layer >= 0).Select(site => site.Name)];
        return chosen.Length > 0 ? chosen : throw new SiteException("expected sites of layers, whose units can be searched", "such as layers.0.h");
    }

    private Network? Twin()
    {
        if (!hasTwin) return null;
        try
        {
            return UntrainedTwin.Of(run);
        }
        catch (RunFileException unknown)
        {
            context.Note($"no untrained twin to compare with: {unknown.Message}");
            return null;
        }
    }

    /// <summary>A hash of properties: their names, kinds and tracks.</summary>
    public static string Hash(IReadOnlyList<TextProperty> properties)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TextProperty property in properties)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{property.Name}\n{property.Kind}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(property.Track.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>What a search found, and in what.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Text">What people call the text.</param>
/// <param name="Network">The network's unit and sizes.</param>
/// <param name="Searched">What was searched for, and what was left out.</param>
/// <param name="Result">What was found.</param>
internal sealed record FoundCells(string Run, string Text, NetworkShape Network, PropertySet Searched, CellSearchResult Result)
{
    /// <summary>What nothing can be said about, with the reason.</summary>
    public IEnumerable<LeftOutProperty> LeftOut() =>
        [.. Result.Constant.Select(name => new LeftOutProperty(name, "it does not vary in one half of the text")), .. Searched.LeftOut];
}
