using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;

namespace RnnScope.Testing.Reference;

/// <summary>A network in double precision, evaluated straight from the unit file's syntax, one stream and one step at a time.</summary>
public sealed class ReferenceNetwork
{
    private readonly UnitSyntax _unit;
    private readonly NetworkShape _shape;
    private readonly List<Scalar> _tape = [];

    public ReferenceNetwork(NetworkShape shape, ParameterSet parameters)
    {
        _unit = shape.Unit.Syntax;
        _shape = shape;
        foreach (ParameterTensor tensor in parameters.Tensors)
            Parameters[tensor.Name] = [.. parameters.Values(tensor).ToArray().Select(value => new Scalar(value, _tape))];
    }

    /// <summary>The parameters by name, row after row.</summary>
    public Dictionary<string, Scalar[]> Parameters { get; } = [];

    /// <summary>Signals as (layer, name, step, stream) -> (H).</summary>
    public Dictionary<(int Layer, string Name, int Step, int Stream), Scalar[]> Signals { get; } = [];

    /// <summary>Logits as (step, stream) -> (K).</summary>
    public Dictionary<(int Step, int Stream), Scalar[]> Logits { get; } = [];

    /// <summary>What the first layer reads, as (step, stream) -> (V): one-hot, and on the tape.</summary>
    public Dictionary<(int Step, int Stream), Scalar[]> Inputs { get; } = [];

    /// <summary>Added to one number of the one-hot input of one step, for differences.</summary>
    public (int Step, int Symbol, double Amount) InputChange { get; set; }

    /// <summary>What a unit of a line is held at: (layer, name, step, stream, unit) -> the value, or null where its equation counts.</summary>
    public Func<int, string, int, int, int, double?> Held { get; init; } = (_, _, _, _, _) => null;

    /// <summary>Reads a window and returns the mean loss in nats over the targets that count.</summary>
    /// <param name="inputs">(T, B).</param>
    /// <param name="targets">(T, B).</param>
    /// <param name="streams">B.</param>
    /// <param name="carried">The state before the window: (layer, state, stream) -> (H).</param>
    public Scalar MeanLoss(ReadOnlySpan<ushort> inputs, ReadOnlySpan<ushort> targets, int streams, Func<int, int, int, double[]> carried)
    {
        _tape.Clear();
        Scalar sum = new(0, _tape);
        for (int stream = 0; stream < streams; stream++)
        {
            var states = new Scalar[_shape.Layers][][];
            for (int layer = 0; layer < _shape.Layers; layer++)
                states[layer] = [.. _unit.States.Select((_, s) => carried(layer, s, stream).Select(v => (Scalar)v).ToArray())];
            for (int step = 0; step < inputs.Length / streams; step++)
            {
                int symbol = inputs[step * streams + stream];
                Scalar[] x = [.. Enumerable.Range(0, _shape.Symbols).Select(v => new Scalar((v == symbol ? 1 : 0) + Change(step, v), _tape))];
                Inputs[(step, stream)] = x;
                for (int layer = 0; layer < _shape.Layers; layer++)
                {
                    (int l, int t, int b) = (layer, step, stream);
                    var evaluation = new StepEvaluation(
                        _unit, Parameters, layer, _shape.Units, x, states[layer], (name, unit) => Held(l, name, t, b, unit));
                    foreach (EquationSyntax equation in _unit.Equations)
                        Signals[(layer, equation.Target.Name, step, stream)] = evaluation.Line(equation.Target.Name);
                    states[layer] = [.. _unit.States.Select(state => evaluation.Line(state.Name))];
                    x = states[layer][0];
                }
                Logits[(step, stream)] = StepEvaluation.Affine(Parameters["output.weight"], Parameters["output.bias"], x, _shape.Outputs);
                if (targets[step * streams + stream] != Target.None) sum += CrossEntropy(Logits[(step, stream)], targets[step * streams + stream]);
            }
        }
        return sum / (inputs.Length - targets.Count(Target.None));
    }

    private double Change(int step, int symbol) => (step, symbol) == (InputChange.Step, InputChange.Symbol) ? InputChange.Amount : 0;

    private static Scalar CrossEntropy(Scalar[] logits, int target)
    {
        double maximum = logits.Max(logit => logit.Value);
        Scalar sum = logits.Select(logit => Scalar.Exp(logit - maximum)).Aggregate((a, b) => a + b);
        return Scalar.Log(sum) + maximum - logits[target];
    }
}
