namespace RnnScope.Engine.Training;

/// <summary>Speed and time left of a training; nothing that it learns depends on the clock.</summary>
internal sealed class TrainingClock(TimeProvider time)
{
    private const double MemorySeconds = 5;
    private long _start, _rateStart, _checkpoint;
    private double _before, _characters, _rate;

    /// <summary>Seconds of training, earlier sittings included.</summary>
    public double Seconds => _before + time.GetElapsedTime(_start).TotalSeconds;

    public double SecondsSinceCheckpoint => time.GetElapsedTime(_checkpoint).TotalSeconds;

    /// <summary>Over the last few seconds.</summary>
    public double CharactersPerSecond
    {
        get
        {
            double seconds = time.GetElapsedTime(_rateStart).TotalSeconds;
            return _rate > 0 && seconds < 0.5 ? _rate : _characters / Math.Max(seconds, 1e-9);
        }
    }

    public void Start(double secondsBefore)
    {
        _before = secondsBefore;
        _start = _rateStart = _checkpoint = time.GetTimestamp();
    }

    public void Count(long characters)
    {
        _characters += characters;
        double seconds = time.GetElapsedTime(_rateStart).TotalSeconds;
        if (seconds < MemorySeconds) return;
        _rate = _characters / seconds;
        _characters = 0;
        _rateStart = time.GetTimestamp();
    }

    public void CheckpointWritten() => _checkpoint = time.GetTimestamp();

    /// <summary>Time left for so many characters, or until the limit in minutes (0: none).</summary>
    public TimeSpan? Remaining(double characters, double minutes)
    {
        double rate = CharactersPerSecond;
        if (!(rate > 0) || double.IsInfinity(rate)) return null;
        double seconds = characters / rate;
        if (minutes > 0) seconds = Math.Min(seconds, minutes * 60 - Seconds);
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e8));
    }
}
