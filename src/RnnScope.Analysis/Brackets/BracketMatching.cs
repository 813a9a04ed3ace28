namespace RnnScope.Analysis.Brackets;

/// <summary>By which rules brackets belong together.</summary>
public enum BracketMatching
{
    /// <summary>Code where the text has many braces, else prose.</summary>
    Auto,

    /// <summary>Source text like C: strings and comments are known (<see cref="CodeBrackets"/>).</summary>
    Code,

    /// <summary>Anything else (<see cref="ProseBrackets"/>).</summary>
    Prose,
}

/// <summary>Finds brackets that belong together.</summary>
public static class BracketFinder
{
    // Source text has a brace in a hundred symbols or so, prose hardly any.
    private const int SymbolsPerBrace = 1000;

    /// <summary>The rules that fit a text: never <see cref="BracketMatching.Auto"/>.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    public static BracketMatching Choose(ReadOnlySpan<int> codes) =>
        (long)codes.Count('{') * SymbolsPerBrace >= codes.Length && codes.Contains('{') ? BracketMatching.Code : BracketMatching.Prose;

    /// <summary>All pairs of a text, in the order of their closing symbols.</summary>
    /// <param name="codes">Byte or scalar values.</param>
    /// <param name="matching">The rules.</param>
    public static IReadOnlyList<BracketPair> Find(ReadOnlySpan<int> codes, BracketMatching matching)
    {
        if (matching == BracketMatching.Auto) matching = Choose(codes);
        return matching == BracketMatching.Code ? CodeBrackets.Find(codes) : ProseBrackets.Find(codes);
    }
}
