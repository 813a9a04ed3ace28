using System.Globalization;

namespace RnnScope.Engine.Files;

/// <summary>A run is in the hands of another process.</summary>
public sealed class RunLockedException : Exception
{
    private RunLockedException(string message, string hint, LockSign? sign) : base(message) => (Hint, Sign) = (hint, sign);

    /// <summary>What to do about it.</summary>
    public string Hint { get; }

    /// <summary>The lock that stands in the way; null when this process had the run and lost it.</summary>
    public LockSign? Sign { get; }

    /// <summary>Whoever comes second is told so, and changes nothing.</summary>
    public static RunLockedException Held(string run, LockSign sign) => new(
        $"{run}: expected a run that nobody trains, found {sign}",
        string.Create(CultureInfo.InvariantCulture, $"let it end, or stop it; a process that is gone is noticed at once on its machine, and {RunLock.StaleAfter.TotalSeconds:0} s after its last sign elsewhere"),
        sign);

    /// <summary>Whoever was thought dead and replaced is told so, and writes no more.</summary>
    public static RunLockedException Lost(string run, LockOwner? now) => new(
        $"{run}: this process was silent for so long that {now?.ToString() ?? "another process"} took the run over",
        "nothing is lost: the other process goes on from the last checkpoint", null);
}
