using System.Diagnostics;

namespace RnnScope.Analysis.Features.Expressions;

/// <summary>When a user's expression has had its time.</summary>
/// <param name="time">How long it may take.</param>
/// <param name="cancellation">Nobody wants it any more.</param>
internal sealed class WorkLimit(TimeSpan time, CancellationToken cancellation)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Throws when the time is over.</summary>
    public void Check()
    {
        cancellation.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_start) > time) throw Exceeded();
    }

    /// <summary>What is said then.</summary>
    public PropertyException Exceeded(Exception? e = null) => new(
        FormattableString.Invariant($"the expression takes more than {time.TotalSeconds} s on this text"),
        "make its regular expressions simpler: fewer .* and {n,m}", innerException: e);
}
