namespace RnnScope.Analysis.Brackets;

/// <summary>Two brackets, or two quotes, that belong together.</summary>
/// <param name="Open">Where the opening one is.</param>
/// <param name="Close">Where the closing one is, behind it.</param>
public readonly record struct BracketPair(int Open, int Close)
{
    /// <summary>Symbols from the opening one to the closing one; 1 where they are neighbours.</summary>
    public int Distance => Close - Open;
}
