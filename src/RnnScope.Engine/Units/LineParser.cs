namespace RnnScope.Engine.Units;

/// <summary>Recursive descent over the tokens of one line.</summary>
internal sealed class LineParser
{
    private const int MaximumDepth = 100;
    private readonly string _path, _line;
    private readonly int _number;
    private readonly List<Token> _tokens;
    private readonly List<NameSyntax> _names = [];
    private int _at, _depth;

    public LineParser(string path, int number, string line)
    {
        _path = path;
        _number = number;
        _line = line;
        _tokens = UnitLexer.Read(path, number, line);
    }

    public bool IsEmpty => _tokens.Count == 1;

    private Token Current => _tokens[_at];

    /// <summary><c>unit NAME</c>; the name may contain hyphens.</summary>
    public string Header()
    {
        ExpectWord("unit", "a unit file starts with 'unit NAME'");
        Token first = ExpectName("a name for the unit"), last = first;
        while (Current is { Kind: not TokenKind.End } token && (token.Text == "-" || token.Kind != TokenKind.Sign))
        {
            if (token.Column != last.EndColumn) break;
            last = token;
            _at++;
        }
        ExpectEnd();
        return _line[(first.Column - 1)..(last.EndColumn - 1)];
    }

    /// <summary><c>state NAME, NAME</c></summary>
    public List<NameSyntax> States()
    {
        ExpectWord("state", "the line after the header lists the states: 'state h'");
        var states = new List<NameSyntax>();
        do
        {
            Token name = ExpectName("the name of a state");
            states.Add(new(name.Text, false, _number, name.Column));
        }
        while (Accept(","));
        ExpectEnd();
        return states;
    }

    /// <summary><c>NAME = EXPRESSION as LABEL</c></summary>
    public EquationSyntax Equation()
    {
        Token name = ExpectName("an equation, NAME = ...");
        bool isNext = Accept("'");
        var target = new NameSyntax(name.Text, isNext, _number, name.Column);
        _names.Add(target);
        Expect("=");
        ExpressionSyntax value = Sum();
        int end = Current.Column - 1;
        string label = "";
        if (Current is { Kind: TokenKind.Name, Text: "as" })
        {
            Token keyword = Current;
            int commentAt = _tokens[^1].Column - 1;
            label = _line[(keyword.EndColumn - 1)..commentAt].Trim();
            if (label.Length == 0) throw Error(keyword, "expected a label after 'as', found nothing", "write 'as input gate', or leave 'as' out");
        }
        else
        {
            ExpectEnd();
        }
        return new(target, value, label, _line[..end].Trim(), _names);
    }

    private ExpressionSyntax Sum()
    {
        ExpressionSyntax left = Product();
        while (Current.Kind == TokenKind.Sign && (Current.Text is "+" or "-"))
        {
            Token sign = Next();
            left = new BinarySyntax(sign.Text[0], left, Product(), _number, sign.Column);
        }
        return left;
    }

    private ExpressionSyntax Product()
    {
        ExpressionSyntax left = Factor();
        while (Current.Kind == TokenKind.Sign && (Current.Text is "*" or "/"))
        {
            Token sign = Next();
            left = new BinarySyntax(sign.Text[0], left, Factor(), _number, sign.Column);
        }
        return left;
    }

    private ExpressionSyntax Factor()
    {
        if (++_depth > MaximumDepth) throw Error(Current, $"more than {MaximumDepth} nested expressions", "name the inner part on a line of its own");
        Token token = Next();
        ExpressionSyntax result = token switch
        {
            { Kind: TokenKind.Number } => new NumberSyntax(token.Number, _number, token.Column),
            { Kind: TokenKind.Sign, Text: "-" } => new BinarySyntax('-', new NumberSyntax(0, _number, token.Column), Factor(), _number, token.Column),
            { Kind: TokenKind.Sign, Text: "(" } => Parenthesised(),
            { Kind: TokenKind.Name } when Current.Text == "(" => Call(token),
            { Kind: TokenKind.Name } => Name(token),
            _ => throw Error(token, $"expected a value, found {token}", "a value is a name, a number, a function call or (...)"),
        };
        _depth--;
        return result;
    }

    private ExpressionSyntax Parenthesised()
    {
        ExpressionSyntax inner = Sum();
        Expect(")");
        return inner;
    }

    private NameSyntax Name(Token token)
    {
        var name = new NameSyntax(token.Text, Accept("'"), _number, token.Column);
        _names.Add(name);
        return name;
    }

    private ExpressionSyntax Call(Token function)
    {
        Expect("(");
        var arguments = new List<ExpressionSyntax>();
        var texts = new List<string>();
        float? bias = 0;
        do
        {
            if (function.Text == "affine" && Current.Text == "bias" && _tokens[_at + 1].Text == ":")
            {
                bias = Bias();
                break;
            }
            int start = Current.Column - 1;
            arguments.Add(Sum());
            texts.Add(_line[start..(Current.Column - 1)].Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal));
        }
        while (Accept(","));
        Expect(")");
        if (function.Text != "affine") return new CallSyntax(function.Text, arguments, _number, function.Column);
        if (arguments.Count == 0) throw Error(function, "affine needs at least one argument, found none", "write affine(x, h)");
        return new AffineSyntax(arguments, texts, bias, _number, function.Column);
    }

    /// <summary><c>bias: 1</c>, <c>bias: -1</c> or <c>bias: none</c></summary>
    private float? Bias()
    {
        _at += 2;
        if (Current is { Kind: TokenKind.Name, Text: "none" })
        {
            _at++;
            return null;
        }
        float sign = Accept("-") ? -1 : 1;
        Token number = Next();
        if (number.Kind != TokenKind.Number) throw Error(number, $"expected a number or 'none' after 'bias:', found {number}", "write bias: 1");
        return sign * number.Number;
    }

    private Token Next()
    {
        Token token = Current;
        if (token.Kind != TokenKind.End) _at++;
        return token;
    }

    private bool Accept(string sign)
    {
        if (Current.Kind != TokenKind.Sign || Current.Text != sign) return false;
        _at++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!Accept(sign)) throw Error(Current, $"expected '{sign}', found {Current}", "");
    }

    private Token ExpectName(string what) => Current.Kind == TokenKind.Name ? Next() : throw Error(Current, $"expected {what}, found {Current}", "");

    private void ExpectWord(string word, string hint)
    {
        Token token = Next();
        if (token.Kind != TokenKind.Name || token.Text != word) throw Error(token, $"expected '{word}', found {token}", hint);
    }

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
            throw Error(Current, $"expected the end of the line, found {Current}", "one equation a line; a label follows 'as'");
    }

    private UnitException Error(Token token, string problem, string hint) => new(_path, _number, token.Column, problem, hint);
}
