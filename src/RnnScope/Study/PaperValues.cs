namespace RnnScope.Study;

/// <summary>Figures of Karpathy, Johnson and Fei-Fei 2015 for its <i>War and Peace</i>. A text with another hash has none.</summary>
internal static class PaperValues
{
    private const string WarAndPeace = "fb66ba999dafe24017cdd59e04c56d385a9c8466993d374fd4c6f08b2142985e";

    // Recalled, then confirmed by another program.
    private static readonly Dictionary<int, double> NGrams = new()
    {
        [1] = 2.399, [2] = 1.928, [3] = 1.521, [4] = 1.314, [5] = 1.232, [6] = 1.203, [7] = 1.194, [8] = 1.194, [9] = 1.194, [20] = 1.195,
    };

    // Recalled, not checked against the paper.
    private static readonly Dictionary<int, double> FeedForward = new() { [1] = 2.399, [2] = 1.931, [3] = 1.553, [4] = 1.451, [5] = 1.339, [6] = 1.321 };

    private static readonly Dictionary<int, double> OneLayerLstm = new() { [64] = 1.449, [128] = 1.277, [256] = 1.189, [512] = 1.161 };

    /// <summary>Whether a run was trained on the paper's text.</summary>
    public static bool Has(StudyRun run) => run.Configuration?.CorpusSha256 == WarAndPeace;

    /// <summary>The test loss of an n-gram model, nats per symbol.</summary>
    public static double? OfNGram(StudyRun run, int context) => Has(run) && NGrams.TryGetValue(context, out double loss) ? loss : null;

    /// <summary>The test loss of a network like this one. The paper does not say how many units its others had.</summary>
    public static double? OfNetwork(StudyRun run)
    {
        if (!Has(run) || run.Configuration is not { } configuration) return null;
        if (run.Context is { } context) return FeedForward.TryGetValue(context, out double given) ? given : null;
        return configuration is { Unit: "lstm", Layers: 1 } && OneLayerLstm.TryGetValue(configuration.Units, out double loss) ? loss : null;
    }
}
