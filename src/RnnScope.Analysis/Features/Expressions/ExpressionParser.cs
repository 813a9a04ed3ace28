using RnnScope.Engine.Units;

namespace RnnScope.Analysis.Features.Expressions;

/// <summary>Recursive descent over the tokens of an expression.</summary>
internal sealed class ExpressionParser
{
    private const int MostNested = 20;

    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "=", "==", "!="];

    private readonly List<ExpressionToken> _tokens;
    private readonly TimeSpan _time;
    private int _at, _nested;

    /// <summary>Prepares.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="time">How long a regular expression in it may take.</param>
    public ExpressionParser(string source, TimeSpan time) => (_tokens, _time) = (ExpressionLexer.Read(source), time);

    private ExpressionToken Current => _tokens[_at];

    /// <summary>The whole expression.</summary>
    /// <exception cref="PropertyException">It has a mistake.</exception>
    public ExpressionNode Parse()
    {
        if (Current.Kind == ExpressionTokenKind.End)
            throw Error(Current, "expected an expression, found nothing", "write one like inside(\"(\", \")\"), /[0-9]+/ or word_start");
        ExpressionNode node = Or();
        if (Current.Kind == ExpressionTokenKind.End) return node;
        string hint = Current.Kind == ExpressionTokenKind.Name ? Suggestion.For(Current.Written, ["and", "or"], "join two conditions with 'and' or 'or'") : "";
        throw Error(Current, $"expected 'and', 'or', a comparison or the end, found {Current}", hint);
    }

    private ExpressionNode Or()
    {
        ExpressionNode left = And();
        while (AcceptName("or")) left = new PairNode("or", left, And());
        return left;
    }

    private ExpressionNode And()
    {
        ExpressionNode left = Not();
        while (AcceptName("and")) left = new PairNode("and", left, Not());
        return left;
    }

    private ExpressionNode Not() => Current is { Kind: ExpressionTokenKind.Name, Written: "not" } ? Nested(() => new NotNode(Not())) : Comparison();

    private ExpressionNode Comparison()
    {
        ExpressionNode left = Sum();
        if (Current.Kind != ExpressionTokenKind.Sign || !Comparisons.Contains(Current.Written)) return left;
        ExpressionNode pair = new PairNode(Next().Written, left, Sum());
        if (Current.Kind == ExpressionTokenKind.Sign && Comparisons.Contains(Current.Written))
            throw Error(Current, $"expected one comparison, found a second {Current}", "write 1 < x and x < 3");
        return pair;
    }

    private ExpressionNode Sum()
    {
        ExpressionNode left = Product();
        while (Current is { Kind: ExpressionTokenKind.Sign, Written: "+" or "-" }) left = new PairNode(Next().Written, left, Product());
        return left;
    }

    private ExpressionNode Product()
    {
        ExpressionNode left = Value();
        while (Current is { Kind: ExpressionTokenKind.Sign, Written: "*" }) left = new PairNode(Next().Written, left, Value());
        return left;
    }

    private ExpressionNode Value()
    {
        ExpressionToken token = Current;
        switch (token.Kind)
        {
            case ExpressionTokenKind.Number:
                Next();
                return new NumberNode(token.Number);
            case ExpressionTokenKind.Regex:
                Next();
                return RegexNode.Of(token, _time);
            case ExpressionTokenKind.Sign when token.Written == "-":
                return Nested(() => new PairNode("-", new NumberNode(0), Value()));
            case ExpressionTokenKind.Sign when token.Written == "(":
                return Nested(() =>
                {
                    ExpressionNode inner = Or();
                    Expect(")");
                    return inner;
                });
            case ExpressionTokenKind.Name when token.Written is not ("and" or "or" or "not"):
                return Named();
            case ExpressionTokenKind.Text:
                throw Error(token, $"expected a condition, found the text {token}", $"write ends({token}), or a regular expression between slashes");
            default:
                throw Error(token, $"expected a value, found {token}", "a value is a function such as inside(\"(\", \")\"), a property such as word_start, /.../, a number or (...)");
        }
    }

    private ExpressionNode Named()
    {
        ExpressionToken name = Next();
        bool isCall = Current is { Kind: ExpressionTokenKind.Sign, Written: "(" };
        if (TextFunction.All.FirstOrDefault(function => function.Name == name.Written) is { } function)
            return isCall ? Call(name, function) : throw Error(Current, $"expected '(' behind {name}, found {Current}", $"write {function.Usage}");
        if (BuiltInProperties.Find(name.Written) is { } property)
            return !isCall ? new BuiltInNode(property) : throw Error(Current, $"expected no '(' behind {name}, which is a property", $"write {name.Written} alone");
        string what = isCall ? "function" : "property";
        IEnumerable<string> functions = TextFunction.All.Select(known => known.Name), properties = BuiltInProperties.All.Select(known => known.Identifier);
        throw Error(
            name, $"unknown {what} {name}",
            Suggestion.For(name.Written, functions.Concat(properties), isCall ? $"known: {string.Join(", ", functions)}" : "docs/properties.md lists all names"));
    }

    private TextNode Call(ExpressionToken name, TextFunction function)
    {
        Expect("(");
        List<string> arguments = [];
        ExpressionToken first = Current;
        while (Current is not { Kind: ExpressionTokenKind.Sign, Written: ")" } || arguments.Count > 0)
        {
            ExpressionToken token = Next();
            if (token.Kind != ExpressionTokenKind.Text) throw Error(token, $"expected a text in quotes, found {token}", $"write {function.Usage}");
            if (token.Value.Length == 0) throw Error(token, $"expected at least one character, found {token}", "");
            arguments.Add(token.Value);
            if (Current is { Kind: ExpressionTokenKind.Sign, Written: ")" }) break;
            Expect(",");
        }

        Expect(")");
        if (arguments.Count < function.Fewest || arguments.Count > function.Most)
        {
            string expected = function.Fewest == function.Most ? $"{function.Most}" : $"{function.Fewest} or {function.Most}";
            throw Error(name, $"expected {expected} {(function.Most == 1 ? "text" : "texts")} in {name.Written}(...), found {arguments.Count}", $"write {function.Usage}");
        }

        if (function.Name == "depth" && arguments[0] == arguments[1])
            throw Error(first, "expected two different marks in depth(...), found the same twice", "write inside(...): marks that are the same cannot be nested");
        return new TextNode(function, arguments);
    }

    /// <summary>Steps over the token that a nested part begins with, and reads the part.</summary>
    private ExpressionNode Nested(Func<ExpressionNode> read)
    {
        if (_nested == MostNested) throw Error(Current, $"more than {MostNested} parts within each other", "write it flatter");
        _nested++;
        Next();
        ExpressionNode node = read();
        _nested--;
        return node;
    }

    private ExpressionToken Next()
    {
        ExpressionToken token = Current;
        if (token.Kind != ExpressionTokenKind.End) _at++;
        return token;
    }

    private bool AcceptName(string name)
    {
        if (Current.Kind != ExpressionTokenKind.Name || Current.Written != name) return false;
        _at++;
        return true;
    }

    private void Expect(string sign)
    {
        if (Current.Kind != ExpressionTokenKind.Sign || Current.Written != sign) throw Error(Current, $"expected '{sign}', found {Current}", "");
        _at++;
    }

    private static PropertyException Error(ExpressionToken token, string problem, string hint) => new(problem, hint, token.Column);
}
