namespace RnnScope.Engine.Units;

/// <summary>A unit file as read: what it says, before anything is checked for sense.</summary>
/// <param name="Path">Where it came from, for messages.</param>
/// <param name="Source">The whole text of the file.</param>
/// <param name="Name">The name after <c>unit</c>.</param>
/// <param name="States">The names after <c>state</c>; the first is the layer's output.</param>
/// <param name="Vectors">The learned vectors after <c>vector</c>; usually none.</param>
/// <param name="Equations">The equations, in the order of the file.</param>
public sealed record UnitSyntax(
    string Path, string Source, string Name, IReadOnlyList<NameSyntax> States, IReadOnlyList<VectorSyntax> Vectors,
    IReadOnlyList<EquationSyntax> Equations);

/// <summary>A learned vector, one number for each unit: <c>u: 0 to 1</c>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Start">Where its numbers start.</param>
public sealed record VectorSyntax(NameSyntax Name, ParameterStart Start);

/// <summary>One line <c>name = expression as label</c>.</summary>
/// <param name="Target">What is defined; <see cref="NameSyntax.IsNext"/> for a state's next value.</param>
/// <param name="Value">The right-hand side.</param>
/// <param name="Label">The words after <c>as</c>, or empty.</param>
/// <param name="Text">The equation as written, without label and comment.</param>
/// <param name="Names">Every name on the line, the target included, for highlighting.</param>
public sealed record EquationSyntax(
    NameSyntax Target, ExpressionSyntax Value, string Label, string Text, IReadOnlyList<NameSyntax> Names);

/// <summary>Something on the right-hand side of an equation.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
public abstract record ExpressionSyntax(int Line, int Column);

/// <summary>A name; with a prime (<c>c'</c>) the state's next value.</summary>
/// <param name="Name">The name without the prime.</param>
/// <param name="IsNext">Whether a prime follows.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
public sealed record NameSyntax(string Name, bool IsNext, int Line, int Column) : ExpressionSyntax(Line, Column)
{
    /// <summary>As written.</summary>
    public string Text => IsNext ? Name + "'" : Name;
}

/// <summary>A number.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
public sealed record NumberSyntax(float Value, int Line, int Column) : ExpressionSyntax(Line, Column);

/// <summary><c>+ - * /</c> between two expressions.</summary>
/// <param name="Operator">The sign.</param>
/// <param name="Left">What stands before it.</param>
/// <param name="Right">What stands after it.</param>
/// <param name="Line">Line of the sign, from 1.</param>
/// <param name="Column">Column of the sign, from 1.</param>
public sealed record BinarySyntax(char Operator, ExpressionSyntax Left, ExpressionSyntax Right, int Line, int Column)
    : ExpressionSyntax(Line, Column);

/// <summary>An elementwise function, such as <c>tanh(...)</c>.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Arguments">What stands between the parentheses.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
public sealed record CallSyntax(string Function, IReadOnlyList<ExpressionSyntax> Arguments, int Line, int Column)
    : ExpressionSyntax(Line, Column);

/// <summary><c>affine(a, b: identity, bias: 1)</c>: a weight matrix for each argument, added up, plus a bias.</summary>
/// <param name="Arguments">What is multiplied by weights.</param>
/// <param name="ArgumentTexts">The arguments as written, without spaces: they name the weights.</param>
/// <param name="Starts">Where the weights of each argument start.</param>
/// <param name="Bias">Where the bias starts; null for no bias at all.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
public sealed record AffineSyntax(
    IReadOnlyList<ExpressionSyntax> Arguments, IReadOnlyList<string> ArgumentTexts, IReadOnlyList<ParameterStart> Starts,
    ParameterStart? Bias, int Line, int Column)
    : ExpressionSyntax(Line, Column);
