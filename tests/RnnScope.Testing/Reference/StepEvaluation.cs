using RnnScope.Engine.Units;

namespace RnnScope.Testing.Reference;

/// <summary>One step of one layer for one stream: evaluates lines by name, in whatever order they need each other.</summary>
internal sealed class StepEvaluation(
    UnitSyntax unit, Dictionary<string, Scalar[]> parameters, int layer, int units, Scalar[] input, Scalar[][] previous,
    Func<string, int, double?> held)
{
    private readonly Dictionary<string, Scalar[]> _lines = [];

    public Scalar[] Line(string name)
    {
        if (_lines.TryGetValue(name, out Scalar[]? value)) return value;
        EquationSyntax equation = unit.Equations.Single(e => e.Target.Name == name);
        int calls = equation.Text.Split("affine").Length - 1, call = 0;
        string NextCall() => calls == 1 ? name : $"{name}.{++call}";
        return _lines[name] = [.. Evaluate(equation.Value, NextCall).Select((computed, j) => held(name, j) is { } value ? value : computed)];
    }

    public static Scalar[] Affine(Scalar[] weights, Scalar[]? bias, Scalar[] argument, int outputs)
    {
        var result = new Scalar[outputs];
        for (int j = 0; j < outputs; j++)
        {
            Scalar sum = bias is null ? 0.0 : bias[j];
            for (int i = 0; i < argument.Length; i++) sum += argument[i] * weights[i * outputs + j];
            result[j] = sum;
        }
        return result;
    }

    private Scalar[] Evaluate(ExpressionSyntax expression, Func<string> nextCall)
    {
        switch (expression)
        {
            case NumberSyntax number: return [.. Enumerable.Repeat((Scalar)number.Value, units)];
            case NameSyntax { Name: "x" }: return input;
            case NameSyntax name when unit.Vectors.Any(vector => vector.Name.Name == name.Name): return parameters[$"layers.{layer}.{name.Name}"];
            case NameSyntax name: return name.IsNext || StateOf(name.Name) < 0 ? Line(name.Name) : previous[StateOf(name.Name)];
            case BinarySyntax binary:
                Scalar[] left = Evaluate(binary.Left, nextCall), right = Evaluate(binary.Right, nextCall);
                return [.. left.Zip(right, (a, b) => binary.Operator switch { '+' => a + b, '-' => a - b, '*' => a * b, _ => a / b })];
            case CallSyntax { Function: "max" or "min" } pair:
                return [.. Evaluate(pair.Arguments[0], nextCall).Zip(
                    Evaluate(pair.Arguments[1], nextCall), (a, b) => pair.Function == "max" ? Scalar.Max(a, b) : Scalar.Min(a, b))];
            case CallSyntax call:
                Func<Scalar, Scalar> function = call.Function switch
                {
                    "sigmoid" => Scalar.Sigmoid,
                    "tanh" => Scalar.Tanh,
                    "exp" => Scalar.Exp,
                    "relu" => Scalar.Relu,
                    _ => throw new NotSupportedException(call.Function),
                };
                return [.. Evaluate(call.Arguments[0], nextCall).Select(function)];
            case AffineSyntax affine:
                string prefix = $"layers.{layer}.{nextCall()}";
                Scalar[] sum = affine.Bias is null ? [.. Enumerable.Repeat((Scalar)0.0, units)] : parameters[prefix + ".bias"];
                for (int i = 0; i < affine.Arguments.Count; i++)
                {
                    Scalar[] product = Affine(
                        parameters[$"{prefix}.{affine.ArgumentTexts[i]}"], null, Evaluate(affine.Arguments[i], nextCall), units);
                    sum = [.. sum.Zip(product, (a, b) => a + b)];
                }
                return sum;
            default: throw new NotSupportedException(expression.GetType().Name);
        }
    }

    private int StateOf(string name) => unit.States.ToList().FindIndex(state => state.Name == name);
}
