using RnnScope.Analysis.Features.Expressions;
using RnnScope.Engine.Units;

namespace RnnScope.Analysis.Features;

/// <summary>A property that a user wrote: the name of a built-in one, a regular expression, or a small expression. See docs/properties.md for the language.</summary>
public sealed class PropertyExpression
{
    /// <summary>The most characters of an expression.</summary>
    public const int LongestSource = 1000;

    /// <summary>How long a measurement with regular expressions may take: some are quadratic in the text.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private static readonly string[] Joins = ["and", "or", "not"];

    private readonly ExpressionNode _root;
    private readonly TimeSpan _limit;

    private PropertyExpression(string source, ExpressionNode root, TimeSpan limit) => (Source, _root, _limit) = (source, root, limit);

    /// <summary>As it was written, without white space around it.</summary>
    public string Source { get; }

    /// <summary>Binary for conditions, regular expressions and what is joined by and, or, not; numeric for counts and sums.</summary>
    public PropertyKind Kind => _root.Kind;

    /// <summary>Reads an expression.</summary>
    /// <param name="source">Such as <c>inside("\"", "\"") and not inside("//", "\n")</c>, or <c>inside a string</c>.</param>
    /// <exception cref="PropertyException">It has a mistake; says in which column, what was expected and what was found.</exception>
    public static PropertyExpression Parse(string source) => Parse(source, TimeLimit);

    /// <summary>Reads an expression with another limit than <see cref="TimeLimit"/>.</summary>
    internal static PropertyExpression Parse(string source, TimeSpan limit)
    {
        if (source.Length > LongestSource)
            throw new PropertyException($"expected at most {LongestSource} characters, found {source.Length}", "give the labels of a long list of places as a file");
        // A name may have spaces, which no other expression could begin with.
        if (BuiltInProperties.Find(source.Trim()) is { } known) return new PropertyExpression(known.Name, new BuiltInNode(known), limit);
        try
        {
            return new PropertyExpression(source.Trim(), new ExpressionParser(source, limit).Parse(), limit);
        }
        catch (PropertyException) when (NearName(source.Trim()) is { Length: > 0 } hint)
        {
            throw new PropertyException($"there is no property '{source.Trim()}'", hint, column: 1);
        }
    }

    /// <summary>The property over a text: the built-in one, or one under the name of its source.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellation">Stops between the parts of the expression and between matches.</param>
    /// <exception cref="PropertyException">It takes longer than <see cref="TimeLimit"/>, or its numbers get too large.</exception>
    public TextProperty Over(ScannedText text, CancellationToken cancellation = default)
    {
        if (_root is BuiltInNode { Property: { } known }) return known.Over(text);
        float[] track = _root.Measure(text, new WorkLimit(_limit, cancellation));
        if (track.AsSpan().ContainsAny(float.PositiveInfinity, float.NegativeInfinity))
            throw new PropertyException("the numbers of the expression get too large", "multiply fewer of them");
        return new TextProperty(Source, Kind == PropertyKind.Binary ? "1 where the expression holds" : "the value of the expression", Kind, track);
    }

    /// <summary>Which name was perhaps meant by words that are no expression; empty for anything else.</summary>
    private static string NearName(string source)
    {
        string[] words = source.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool isWords = words.Length > 1 && words.All(word => word.All(char.IsAsciiLetter) && !Joins.Contains(word, StringComparer.OrdinalIgnoreCase));
        return isWords ? Suggestion.For(source.ToLowerInvariant(), BuiltInProperties.All.Select(property => property.Name)) : "";
    }
}
