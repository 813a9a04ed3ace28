namespace RnnScope.Analysis.Errors.Oracles;

/// <summary>Knows one thing that the model did not make use of, and removes the errors that it would have saved.</summary>
/// <remarks>
/// It has levels, each of which removes what those before it remove and perhaps more: a longer memory, a rarer word. An
/// oracle is for one text, and may be asked about errors in any order, by one thread.
/// </remarks>
internal interface IOracle
{
    /// <summary>Its name, as in <see cref="OracleNames"/>.</summary>
    string Name { get; }

    /// <summary>The names of its levels, least first.</summary>
    IReadOnlyList<string> Levels { get; }

    /// <summary>The least level that removes an error.</summary>
    /// <param name="position">Where the error is.</param>
    /// <param name="probability">What the model gave to the symbol that came.</param>
    /// <returns>An index into <see cref="Levels"/>; -1 when the error stays.</returns>
    int Level(int position, double probability);

    /// <summary>What in the text an error that it removes has to do with; empty where the symbol alone says all.</summary>
    IReadOnlyList<TextRange> Evidence(int position);
}
