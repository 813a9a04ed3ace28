namespace RnnScope.Analysis.Statistics;

/// <summary>How intervals were made by a <see cref="BlockBootstrap"/>.</summary>
/// <param name="Block">Symbols of a block.</param>
/// <param name="Resamples">Texts that were drawn.</param>
/// <param name="Confidence">How many of them an interval spans.</param>
public sealed record Resampling(int Block, int Resamples, double Confidence);
