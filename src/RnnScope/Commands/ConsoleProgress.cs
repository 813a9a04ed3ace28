using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RnnScope.Commands;

/// <summary>Shows how far a long computation is, how fast it goes and how long it will take, on standard error.</summary>
/// <remarks>On a terminal one line that moves; elsewhere a plain line every few seconds, so that logs stay short.</remarks>
internal static class ConsoleProgress
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Runs work that reports what it has done.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="title">What is being done, as in "reading the text".</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="unit">What is counted, as in "characters".</param>
    /// <param name="work">The work; is given a function to report how much is done, which any thread may call.</param>
    public static T Run<T>(CommandContext context, string title, long total, string unit, Func<Action<long>, T> work)
    {
        if (!context.IsInteractive) return work(Lines(context.Error, title, total, unit, TimeProvider.System));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(unit),
                new RemainingTimeColumn())
            .Start(display =>
            {
                ProgressTask task = display.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
                return work(done => task.Value = done);
            });
    }

    /// <summary>As above, for work that keeps its result to itself.</summary>
    public static void Run(CommandContext context, string title, long total, string unit, Action<Action<long>> work) =>
        Run(context, title, total, unit, report =>
        {
            work(report);
            return total;
        });

    /// <summary>Reports as plain lines.</summary>
    internal static Action<long> Lines(TextWriter error, string title, long total, string unit, TimeProvider time)
    {
        Lock turn = new();
        long start = time.GetTimestamp(), last = start;
        return done =>
        {
            lock (turn)
            {
                long now = time.GetTimestamp();
                if (time.GetElapsedTime(last, now) < LineEvery || done <= 0) return;
                last = now;
                double rate = done / time.GetElapsedTime(start, now).TotalSeconds;
                TimeSpan left = TimeSpan.FromSeconds((total - done) / rate);
                error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{title}: {done:n0} of {total:n0} {unit}, {Rate(rate)}, {Left(left)} left"));
            }
        };
    }

    /// <summary>What is slow is counted by the minute.</summary>
    private static string Rate(double perSecond) => perSecond >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{perSecond:n0} per second")
        : string.Create(CultureInfo.InvariantCulture, $"{60 * perSecond:n1} per minute");

    private static string Left(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.Seconds)} s");

    private sealed class RateColumn(string unit) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } speed ? $"{unit}: {Rate(speed)}" : "");
    }
}
