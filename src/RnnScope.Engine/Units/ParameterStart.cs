namespace RnnScope.Engine.Units;

/// <summary>Where a parameter starts, before anything is learned.</summary>
public abstract record ParameterStart
{
    /// <summary>What nothing was written about: a draw around zero.</summary>
    public static ParameterStart Usual { get; } = new NearStart(0);
}

/// <summary>Drawn from the range that all parameters start in, moved by a number: <c>bias: 1</c>.</summary>
/// <param name="Centre">The number that is added to every draw.</param>
public sealed record NearStart(float Centre) : ParameterStart;

/// <summary>Drawn uniformly from a range of its own: <c>u: 0 to 1</c>; from a number to itself, exactly that number.</summary>
/// <param name="Low">The least value.</param>
/// <param name="High">The largest value, at least <paramref name="Low"/>.</param>
public sealed record RangeStart(float Low, float High) : ParameterStart;

/// <summary>The identity matrix, without anything random: <c>h: identity</c>.</summary>
public sealed record IdentityStart : ParameterStart;
