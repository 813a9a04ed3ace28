namespace RnnScope.Analysis.Features.Expressions;

/// <summary>What a token is.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>A word: the name of a function or property, or and, or, not.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A regular expression between slashes.</summary>
    Regex,

    /// <summary>Anything else that may stand.</summary>
    Sign,

    /// <summary>Behind the last symbol.</summary>
    End,
}

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Written">As it is written; names in small letters.</param>
/// <param name="Column">Column of its first symbol, from 1.</param>
/// <param name="Value">A text without quotes and escapes; a regular expression without slashes and flags.</param>
/// <param name="Flags">The letters behind a regular expression.</param>
/// <param name="Number">The value of a number.</param>
internal readonly record struct ExpressionToken(
    ExpressionTokenKind Kind, string Written, int Column, string Value = "", string Flags = "", float Number = 0)
{
    /// <summary>As messages call it.</summary>
    public override string ToString() => Kind == ExpressionTokenKind.End ? "the end" : Kind == ExpressionTokenKind.Text ? Written : $"'{Written}'";
}
