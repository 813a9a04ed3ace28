namespace RnnScope.Engine.Units;

/// <summary>Recursive descent over the tokens of one line.</summary>
internal sealed class LineParser
{
    private const int MaximumDepth = 100;
    private const string StartOfMatrix = "'identity' or a range";
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

    public bool DeclaresVectors => Current is { Kind: TokenKind.Name, Text: "vector" };

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

    /// <summary><c>vector NAME, NAME: START</c></summary>
    public List<VectorSyntax> Vectors(bool mayStandHere)
    {
        Token keyword = Next();
        if (!mayStandHere) throw Error(keyword, "expected one line 'vector ...' directly after 'state ...', found one here", "list all vectors there: vector u, v");
        var vectors = new List<VectorSyntax>();
        do
        {
            Token name = ExpectName("the name of a vector");
            ParameterStart start = Current.Text == ":" ? Start("a number or a range") : ParameterStart.Usual;
            vectors.Add(new(new NameSyntax(name.Text, false, _number, name.Column), start));
        }
        while (Accept(","));
        ExpectEnd();
        return vectors;
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
        var starts = new List<ParameterStart>();
        bool isAffine = function.Text == "affine";
        ParameterStart? bias = ParameterStart.Usual;
        do
        {
            if (isAffine && Current.Text == "bias" && _tokens[_at + 1].Text == ":")
            {
                bias = Bias();
                break;
            }
            int start = Current.Column - 1;
            arguments.Add(Sum());
            texts.Add(_line[start..(Current.Column - 1)].Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal));
            starts.Add(isAffine && Current.Text == ":" ? MatrixStart(arguments[^1]) : ParameterStart.Usual);
        }
        while (Accept(","));
        Expect(")");
        if (!isAffine) return new CallSyntax(function.Text, arguments, _number, function.Column);
        if (arguments.Count == 0) throw Error(function, "affine needs at least one argument, found none", "write affine(x, h)");
        return new AffineSyntax(arguments, texts, starts, bias, _number, function.Column);
    }

    /// <summary><c>bias: 1</c>, <c>bias: -1 to 1</c> or <c>bias: none</c></summary>
    private ParameterStart? Bias()
    {
        Next();
        if (_tokens[_at + 1] is not { Kind: TokenKind.Name, Text: "none" }) return Start("a number or 'none'");
        _at += 2;
        return null;
    }

    /// <summary><c>h: identity</c> or <c>h: -1 to 1</c></summary>
    private ParameterStart MatrixStart(ExpressionSyntax argument)
    {
        Token word = _tokens[_at + 1];
        if (word is not { Kind: TokenKind.Name, Text: "identity" })
        {
            ParameterStart start = Start(StartOfMatrix);
            return start is RangeStart ? start : throw Error(word, $"expected {StartOfMatrix}, found {word}", "write h: identity, or h: -0.01 to 0.01");
        }
        if (argument is NameSyntax { Name: "x", IsNext: false })
            throw Error(word, "the weights of 'x' cannot start as the identity: there are as many rows as x is wide", "give 'identity' to a state or a line");
        _at += 2;
        return new IdentityStart();
    }

    /// <summary><c>: 1</c> or <c>: 0 to 1</c></summary>
    private ParameterStart Start(string expected)
    {
        Expect(":");
        Token first = Current;
        float low = Number();
        if (Current is not { Kind: TokenKind.Name, Text: "to" }) return new NearStart(low);
        _at++;
        float high = Number();
        if (high < low) throw Error(first, "expected a range from the smaller to the larger number, found the reverse", "write 0 to 1");
        return new RangeStart(low, high);

        float Number()
        {
            float sign = Accept("-") ? -1 : 1;
            Token number = Next();
            if (number.Kind == TokenKind.Number) return sign * number.Number;
            throw Error(number, $"expected {expected} after ':', found {number}", "write bias: 1, u: 0 to 1 or h: identity");
        }
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
