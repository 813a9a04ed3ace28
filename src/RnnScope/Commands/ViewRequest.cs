namespace RnnScope.Commands;

/// <summary>What to show, and where.</summary>
/// <param name="Runs">Folders of runs; may be none where there is published connectivity.</param>
internal sealed record ViewRequest(IReadOnlyList<string> Runs)
{
    /// <summary>The port; 0 takes one that is free.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen on.</summary>
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>Whether a browser is opened.</summary>
    public bool OpensBrowser { get; init; } = true;

    /// <summary>A further text to read and show.</summary>
    public string? Text { get; init; }

    /// <summary>Files of published connectivity to show beside the runs.</summary>
    public IReadOnlyList<string> Connectivity { get; init; } = [];

    /// <summary>Whether names and notes of units are written; null where only this machine can ask for it.</summary>
    public bool? TakesNotes { get; init; }

    /// <summary>How many symbols to read; null where any recording of the test text will do.</summary>
    public int? Characters { get; init; }
}
