using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Units;

/// <summary>Resolves names, shares equal expressions, and refuses units that cannot work.</summary>
internal sealed class UnitGraphBuilder
{
    private static readonly string[] Reserved = ["x", "unit", "state", "vector", "as", "bias", "none", "logits", "loss", "output", "layers"];

    private const int MaximumDepth = 1_000;

    private readonly UnitSyntax _syntax;
    private readonly Dictionary<string, EquationSyntax> _equations = [];
    private readonly Dictionary<string, int> _states = [], _vectors = [];
    private readonly Dictionary<string, int> _lineNodes = [];
    private readonly HashSet<string> _inProgress = [];
    private readonly HashSet<string> _usedStates = [];
    private readonly HashSet<string> _usedLines = [];
    private readonly HashSet<string> _usedVectors = [];
    private readonly List<UnitNode> _nodes = [];
    private readonly Dictionary<UnitNode, int> _known = [];
    private readonly List<AffineCall> _calls = [];
    private int _depth;

    public UnitGraphBuilder(UnitSyntax syntax) => _syntax = syntax;

    public UnitGraph Build()
    {
        CollectNames();
        foreach (EquationSyntax equation in _syntax.Equations) Line(equation);
        CheckEverythingIsUsed();
        var signals = _syntax.Equations
            .Select(e => new UnitSignal(e.Target.Name, e.Label, _lineNodes[e.Target.Name], e.Target.IsNext ? _states[e.Target.Name] : -1))
            .ToList();
        int[] next = [.. _syntax.States.Select(state => _lineNodes[state.Name])];
        return new UnitGraph(_syntax, _nodes, _calls, signals, next);
    }

    private void CollectNames()
    {
        foreach (NameSyntax state in _syntax.States)
        {
            CheckName(state);
            if (!_states.TryAdd(state.Name, _states.Count)) throw Error(state, $"state '{state.Name}' is listed twice", "list each state once");
        }
        foreach ((NameSyntax vector, _) in _syntax.Vectors)
        {
            CheckName(vector);
            if (_states.ContainsKey(vector.Name)) throw Error(vector, $"'{vector.Name}' is a state already", "choose another name");
            if (!_vectors.TryAdd(vector.Name, _vectors.Count)) throw Error(vector, $"vector '{vector.Name}' is listed twice", "list each vector once");
        }
        foreach (EquationSyntax equation in _syntax.Equations)
        {
            NameSyntax target = equation.Target;
            CheckName(target);
            if (_vectors.ContainsKey(target.Name))
                throw Error(target, $"'{target.Name}' is a vector: it is learned and cannot be assigned", "give the line another name");
            if (target.IsNext && !_states.ContainsKey(target.Name))
                throw Error(target, $"'{target.Text}' is assigned, but '{target.Name}' is not a state",
                    Suggestion.For(target.Name, _states.Keys, $"add it to the line 'state ...', or write '{target.Name} = ...'"));
            if (!target.IsNext && _states.ContainsKey(target.Name))
                throw Error(target, $"'{target.Name}' is a state: only its next value can be assigned", $"write {target.Name}' = ...");
            if (!_equations.TryAdd(target.Name, equation))
                throw Error(target, $"'{target.Text}' is assigned twice", $"first in line {_equations[target.Name].Target.Line}; give one another name");
        }
        foreach (NameSyntax state in _syntax.States)
            if (!_equations.ContainsKey(state.Name)) throw Error(state, $"state '{state.Name}' is never assigned", $"add an equation {state.Name}' = ...");
    }

    private void CheckName(NameSyntax name)
    {
        if (Reserved.Contains(name.Name) || UnitFunctions.Names.Contains(name.Name))
            throw Error(name, $"'{name.Name}' has a meaning of its own and cannot be assigned", "choose another name");
    }

    /// <summary>The node of a named line, computing it (and what it needs) on first use.</summary>
    private int Line(EquationSyntax equation)
    {
        string name = equation.Target.Name;
        if (_lineNodes.TryGetValue(name, out int node)) return node;
        if (!_inProgress.Add(name))
            throw Error(equation.Target, $"'{equation.Target.Text}' depends on itself within one step",
                _states.Count == 0 ? "" : "break the circle with a state's previous value, such as " + _syntax.States[0].Name);
        var line = new LineContext(equation.Target.Name, CountCalls(equation.Value));
        node = Expression(equation.Value, line);
        _inProgress.Remove(name);
        return _lineNodes[name] = node;
    }

    private int Expression(ExpressionSyntax expression, LineContext line)
    {
        // Lines may refer to later lines: a file made to exhaust the stack is refused instead.
        if (++_depth > MaximumDepth) throw Error(expression, $"more than {MaximumDepth} expressions inside one another", "write the lines in the order of their use");
        int node = Resolve(expression, line);
        _depth--;
        return node;
    }

    private int Resolve(ExpressionSyntax expression, LineContext line) => expression switch
    {
        NumberSyntax number => Node(new ConstantNode(number.Value)),
        NameSyntax name => Name(name),
        BinarySyntax binary => Node(new OperationNode(
            binary.Operator switch { '+' => ElementOp.Add, '-' => ElementOp.Subtract, '*' => ElementOp.Multiply, _ => ElementOp.Divide },
            Expression(binary.Left, line), Expression(binary.Right, line))),
        CallSyntax call => Function(call, line),
        AffineSyntax affine => Affine(affine, line),
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    private int Name(NameSyntax name)
    {
        if (name.Name == "x" && !name.IsNext)
            throw Error(name, "'x' can only stand inside affine(...): its width is not the layer's", "write affine(x)");
        if (!name.IsNext && _vectors.TryGetValue(name.Name, out int vector))
        {
            _usedVectors.Add(name.Name);
            return Node(new VectorNode(vector));
        }
        bool isState = _states.TryGetValue(name.Name, out int state);
        if (isState && !name.IsNext)
        {
            _usedStates.Add(name.Name);
            return Node(new PreviousNode(state));
        }
        if (name.IsNext && !isState)
            throw Error(name, $"{name.Text} is the next value of a state, but '{name.Name}' is not a state", Suggestion.For(name.Name, _states.Keys));
        if (!_equations.TryGetValue(name.Name, out EquationSyntax? equation))
            throw Error(name, $"unknown name '{name.Name}'", Suggestion.For(name.Name, _equations.Keys.Concat(_states.Keys).Concat(_vectors.Keys).Append("x"), "assign it on a line of its own"));
        if (isState) _usedStates.Add(name.Name);
        else _usedLines.Add(name.Name);
        return Line(equation);
    }

    private int Function(CallSyntax call, LineContext line)
    {
        if (!UnitFunctions.TryFind(call.Function, out ElementOp op, out int count))
            throw Error(call, $"unknown function '{call.Function}'", Suggestion.For(call.Function, UnitFunctions.Names, "known: " + string.Join(", ", UnitFunctions.Names)));
        if (call.Arguments.Count != count)
            throw Error(call, $"{call.Function} takes {count} argument{(count == 1 ? "" : "s")}, found {call.Arguments.Count}", "");
        return Node(new OperationNode(op, Expression(call.Arguments[0], line), count == 2 ? Expression(call.Arguments[1], line) : -1));
    }

    private int Affine(AffineSyntax affine, LineContext line)
    {
        if (affine.ArgumentTexts.Distinct().Count() != affine.ArgumentTexts.Count)
            throw Error(affine, "affine names the same argument twice", "name each argument once: its weights would be added up anyway");
        string name = line.NameNextCall();
        int[] arguments = [.. affine.Arguments.Select(argument =>
            argument is NameSyntax { Name: "x", IsNext: false } ? Node(new InputNode()) : Argument(argument, line))];
        _calls.Add(new AffineCall(name, arguments, affine.ArgumentTexts, affine.Starts, affine.Bias));
        return Node(new AffineNode(_calls.Count - 1));
    }

    private int Argument(ExpressionSyntax argument, LineContext line)
    {
        int node = Expression(argument, line);
        if (_nodes[node] is ConstantNode) throw Error(argument, "affine of a number", "its bias already is a number that is learned");
        if (_nodes[node] is VectorNode) throw Error(argument, "affine of a vector", "its bias already is a vector that is learned");
        return node;
    }

    private void CheckEverythingIsUsed()
    {
        if (!_nodes.OfType<InputNode>().Any())
            throw new UnitException(_syntax.Path, 0, 0, "the unit never reads its input x", "write affine(x, ...) somewhere");
        foreach (NameSyntax state in _syntax.States.Skip(1))
            if (!_usedStates.Contains(state.Name)) throw Error(state, $"state '{state.Name}' is never used", "use it in an equation, or remove it");
        foreach ((NameSyntax vector, _) in _syntax.Vectors)
            if (!_usedVectors.Contains(vector.Name)) throw Error(vector, $"vector '{vector.Name}' is never used", "use it in an equation, or remove it");
        foreach (EquationSyntax equation in _syntax.Equations)
            if (!equation.Target.IsNext && !_usedLines.Contains(equation.Target.Name))
                throw Error(equation.Target, $"'{equation.Target.Name}' is never used", "use it in an equation, or remove the line");
        CheckEverythingReachesTheOutput();
    }

    /// <summary>A state that only feeds itself is used, and still changes nothing.</summary>
    private void CheckEverythingReachesTheOutput()
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>([_lineNodes[_syntax.States[0].Name]]);
        while (open.TryPop(out int index))
        {
            if (!reached.Add(index)) continue;
            switch (_nodes[index])
            {
                case PreviousNode previous: open.Push(_lineNodes[_syntax.States[previous.State].Name]); break;
                case AffineNode affine: foreach (int argument in _calls[affine.Call].Arguments) open.Push(argument); break;
                case OperationNode operation:
                    open.Push(operation.A);
                    if (operation.B >= 0) open.Push(operation.B);
                    break;
            }
        }
        foreach (EquationSyntax equation in _syntax.Equations)
            if (!reached.Contains(_lineNodes[equation.Target.Name]))
                throw Error(equation.Target, $"'{equation.Target.Text}' has no effect on the output '{_syntax.States[0].Name}'", "use it, or remove it");
    }

    private int Node(UnitNode node)
    {
        if (_known.TryGetValue(node, out int index)) return index;
        _known.Add(node, _nodes.Count);
        _nodes.Add(node with { Index = _nodes.Count });
        return _nodes.Count - 1;
    }

    private static int CountCalls(ExpressionSyntax expression) => expression switch
    {
        AffineSyntax affine => 1 + affine.Arguments.Sum(CountCalls),
        CallSyntax call => call.Arguments.Sum(CountCalls),
        BinarySyntax binary => CountCalls(binary.Left) + CountCalls(binary.Right),
        _ => 0,
    };

    private UnitException Error(ExpressionSyntax at, string problem, string hint) => new(_syntax.Path, at.Line, at.Column, problem, hint);

    /// <summary>Names the affine calls of one line: the line's name, numbered when there are several.</summary>
    private sealed class LineContext(string name, int calls)
    {
        private int _next;

        public string NameNextCall() => calls == 1 ? name : $"{name}.{++_next}";
    }
}
