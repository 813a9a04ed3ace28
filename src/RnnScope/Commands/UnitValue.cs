using System.Globalization;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Networks;

namespace RnnScope.Commands;

/// <summary>Units and a value to hold them at, as options have them: <c>layers.1.c:43=1</c>.</summary>
/// <param name="Units">The units.</param>
/// <param name="Value">The value.</param>
internal sealed record UnitValue(UnitGroup Units, float Value)
{
    /// <summary>Reads an option.</summary>
    /// <exception cref="CommandException">There is no number.</exception>
    /// <exception cref="Engine.Tracing.SiteException">The network has no such units.</exception>
    public static UnitValue Parse(string option, string text, NetworkShape shape) => Read(text, shape)
        ?? throw new CommandException(ExitCode.Usage, $"{option}: expected units and a number, found '{text}'", $"write {option} layers.0.h:7=1");

    /// <summary>Reads units and a value; null where there is no finite number.</summary>
    /// <exception cref="Engine.Tracing.SiteException">The network has no such units.</exception>
    public static UnitValue? Read(string text, NetworkShape shape)
    {
        int sign = text.LastIndexOf('=');
        bool isNumber = float.TryParse(sign < 0 ? "" : text[(sign + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out float value);
        return isNumber && float.IsFinite(value) ? new UnitValue(UnitGroup.Parse(shape, text[..sign]), value) : null;
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => FormattableString.Invariant($"{Units}={Value}");
}
