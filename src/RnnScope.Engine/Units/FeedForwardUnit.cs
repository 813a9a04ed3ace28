using System.Globalization;
using System.Text;

namespace RnnScope.Engine.Units;

/// <summary>The feed-forward network on the last n symbols, <c>n-nn:n</c>, written as a unit file.</summary>
/// <remarks>
/// h(t) = tanh(b + sum over k &lt; n of W(k) x(t - k)). State s_k holds the part of a later sum that is already known: each
/// step moves it on and adds the current symbol, so that nothing but the equations is needed. docs/units/n-nn.md.
/// </remarks>
public static class FeedForwardUnit
{
    /// <summary>What stands before the number of symbols.</summary>
    public const string Prefix = "n-nn:";

    /// <summary>The most symbols that it can be made for.</summary>
    public const int MostSymbols = 100;

    /// <summary>The unit for as many symbols as its name says.</summary>
    /// <param name="name">For instance <c>n-nn:6</c>.</param>
    /// <exception cref="UnitException">What follows the prefix is not a number from 1 to <see cref="MostSymbols"/>.</exception>
    public static UnitGraph Resolve(string name)
    {
        if (!int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int symbols) || symbols is < 1 or > MostSymbols)
            throw new UnitException(name, 0, 0, $"expected {Prefix} and a number of symbols from 1 to {MostSymbols}, found '{name[Prefix.Length..]}'", $"give `--unit {Prefix}6`, for instance");
        return UnitGraph.Parse(name, Source(symbols));
    }

    /// <summary>The text of the unit file.</summary>
    /// <param name="symbols">n, the symbols that the network sees: 1 to <see cref="MostSymbols"/>.</param>
    public static string Source(int symbols)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(symbols, MostSymbols);
        StringBuilder file = new($"# Feed-forward network on the last {symbols} symbols, as a delay line.\nunit n-nn-{symbols}\nstate h");
        for (int back = 1; back < symbols; back++) file.Append(CultureInfo.InvariantCulture, $", s{back}");
        file.Append('\n');
        for (int back = symbols - 1; back > 0; back--)
        {
            string known = back == symbols - 1 ? "" : $"s{back + 1} + ";
            string label = back == symbols - 1 ? $"symbol {back} back" : $"sum from symbol {back} back";
            file.Append(CultureInfo.InvariantCulture, $"s{back}' = {known}affine(x, bias: none) as {label}\n");
        }

        file.Append(symbols == 1 ? "h' = tanh(affine(x)) as hidden state\n" : "h' = tanh(s1 + affine(x)) as hidden state\n");
        return file.ToString();
    }
}
