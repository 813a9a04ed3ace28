using RnnScope.Analysis.Memory;

namespace RnnScope.Study;

/// <summary>What a study is asked for.</summary>
/// <param name="Orders">Context symbols of the n-gram models of the curve and of the first oracle, ascending.</param>
/// <param name="Baseline">Context symbols of the one that networks are compared with in detail.</param>
internal sealed record StudyOptions(IReadOnlyList<int> Orders, int Baseline)
{
    /// <summary>Where the text is now; null looks where it was when the first run was made.</summary>
    public string? CorpusPath { get; init; }

    /// <summary>How many symbols of the test text gates are counted over; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Positions of the test text at which memory is measured.</summary>
    public int MemoryPositions { get; init; } = new MemoryOptions().Positions;

    /// <summary>Threads to use; no result depends on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The address of a viewer of these runs, for links to units; null for no links.</summary>
    public string? Viewer { get; init; }

    /// <summary>Whether results of earlier calls are computed again.</summary>
    public bool IsFresh { get; init; }

    /// <summary>The command line, for the files of results.</summary>
    public string Command { get; init; } = "rnnscope study";

    /// <summary>All context lengths, those of the curve and the baseline, ascending.</summary>
    public IReadOnlyList<int> AllContexts => [.. Orders.Append(Baseline).Distinct().Order()];
}
