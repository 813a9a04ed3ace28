using System.Globalization;

namespace RnnScope.Engine.Files;

/// <summary>A lock that was found in the folder of a run.</summary>
/// <param name="Owner">Who made it; null when the file does not say.</param>
/// <param name="IsHeld">Whether its owner is there: lives, as far as can be seen, or has given a sign of late.</param>
/// <param name="Silence">Time since the owner's last sign.</param>
public sealed record LockSign(LockOwner? Owner, bool IsHeld, TimeSpan Silence)
{
    /// <summary>One phrase, as in "process 4711 on node3, last sign 4 s ago".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Owner?.ToString() ?? "a process that left no name"}, last sign {Silence.TotalSeconds:0} s ago");
}
