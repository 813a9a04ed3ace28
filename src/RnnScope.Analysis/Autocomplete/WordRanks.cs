namespace RnnScope.Analysis.Autocomplete;

/// <summary>How soon the right word comes among the guesses of one model, at each symbol of a text.</summary>
/// <param name="Name">What the model is called.</param>
/// <param name="Ranks">
/// (N): 0 where the right word is the first guess, 1 and 2 where it is the next ones, <see cref="Worse"/> where it is none of
/// them; what is where no word can be right does not matter.
/// </param>
/// <param name="LossNats">Mean loss over the symbols whose word can be predicted; NaN for a model without probabilities.</param>
public sealed record WordRanks(string Name, byte[] Ranks, double LossNats)
{
    /// <summary>Guesses that are looked at.</summary>
    public const int Guesses = 3;

    /// <summary>The rank of a word that is not among them.</summary>
    public const byte Worse = Guesses;
}
