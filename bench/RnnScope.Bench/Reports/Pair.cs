using System.Diagnostics;

namespace RnnScope.Bench.Reports;

/// <summary>Two candidates timed in turn, so that whatever else the machine does meets both of them alike.</summary>
/// <remarks>The ratio is the median over neighbouring turns, of which the latest count: what ran before is warming up.</remarks>
/// <param name="first">The candidate.</param>
/// <param name="second">What it is compared with.</param>
/// <param name="repeats">Calls of one turn; several keep the candidates from reading each other's leftovers in the cache.</param>
internal sealed class Pair(Action first, Action second, int repeats)
{
    private const int Kept = 1023;
    private readonly Queue<(double First, double Second)> _turns = new(Kept + 1);
    private bool _isSecondAhead;

    /// <summary>Median seconds of one call of the first candidate.</summary>
    public double FirstSeconds => Median(turn => turn.First);

    /// <summary>Median seconds of one call of the second candidate.</summary>
    public double SecondSeconds => Median(turn => turn.Second);

    /// <summary>How fast the first is, the second being 1.</summary>
    public double Ratio => Median(turn => turn.Second / turn.First);

    /// <summary>One turn each; who is ahead changes every time.</summary>
    public void Run()
    {
        double ahead = Seconds(_isSecondAhead ? second : first), behind = Seconds(_isSecondAhead ? first : second);
        _turns.Enqueue(_isSecondAhead ? (behind, ahead) : (ahead, behind));
        if (_turns.Count > Kept) _turns.Dequeue();
        _isSecondAhead = !_isSecondAhead;
    }

    private double Seconds(Action candidate)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++) candidate();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private double Median(Func<(double First, double Second), double> figure)
    {
        double[] figures = [.. _turns.Select(figure).Order()];
        return figures.Length == 0 ? double.NaN : figures[figures.Length / 2];
    }
}
