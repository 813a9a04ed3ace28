namespace RnnScope.Engine.Text;

/// <summary>How to divide a text; <see cref="Apply"/> does it.</summary>
/// <param name="Layout">Streams divided along time, or parts cut into streams.</param>
/// <param name="Streams">B, parallel streams.</param>
/// <param name="Steps">T, symbols of one window.</param>
/// <remarks>
/// <para>
/// <see cref="SplitLayout.Streams"/>: W = floor(N / (B T)) windows. The text is cut to its first W B T symbols; stream b is
/// [b W T, (b + 1) W T). Of each stream the first floor(W train) windows train, the next floor(W validation) validate, and
/// the rest test.
/// </para>
/// <para>
/// <see cref="SplitLayout.Contiguous"/>: the first floor(N train) symbols train, the next floor(N validation) validate, and
/// the rest test. A part of n symbols gives floor(n / (B T)) windows, and its streams lie one behind the other from its
/// beginning, so its reading order is the text's. Validation and test parts that are shorter than B T get fewer streams.
/// </para>
/// <para>
/// The target of a position is the next symbol of the text, whatever part that is in; the target of the last symbol of the
/// cut text wraps around to the first, as in char-rnn.
/// </para>
/// </remarks>
public sealed record TextSplit(SplitLayout Layout, int Streams, int Steps)
{
    private const decimal SmallestShare = 0.001m;

    /// <summary>The share of the training part.</summary>
    /// <value>From 0.001, decimal so that a tenth is a tenth; the default is 0.8.</value>
    public decimal Train { get; init; } = 0.8m;

    /// <summary>The share of the validation part; the test part is the rest.</summary>
    /// <value>From 0.001, leaving as much for the test part; the default is 0.1.</value>
    public decimal Validation { get; init; } = 0.1m;

    /// <summary>Divides a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vocabulary">The symbols to use; null collects them from the training part.</param>
    /// <exception cref="TextException">The text is too short; says what would do.</exception>
    public Corpus Apply(ISymbolText text, Vocabulary? vocabulary = null)
    {
        if (Streams < 1 || Steps < 1) throw new ArgumentException($"B = {Streams} streams of T = {Steps} steps; both are at least 1");
        if (Layout == SplitLayout.Observations) throw new ArgumentException("a text is cut into observations of words by WordSplit", nameof(text));
        if (Math.Min(Math.Min(Train, Validation), 1 - Train - Validation) < SmallestShare)
        {
            throw new ArgumentException(
                $"shares of {Train} for training and {Validation} for validation; every part needs at least {SmallestShare}");
        }

        if (vocabulary is not null && vocabulary.Kind != text.Kind)
            throw new ArgumentException($"a vocabulary of {vocabulary.Kind} for a text of {text.Kind}", nameof(vocabulary));
        SplitPlan plan = Layout == SplitLayout.Streams ? SplitPlan.OfStreams(this, text) : SplitPlan.Contiguous(this, text);
        return new Corpus(this, text, plan, vocabulary);
    }
}
