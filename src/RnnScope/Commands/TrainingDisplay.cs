using RnnScope.Engine.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RnnScope.Commands;

/// <summary>Shows a training: a live line with a small loss curve on a terminal, plain lines elsewhere.</summary>
internal static class TrainingDisplay
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(250), LineEvery = TimeSpan.FromSeconds(10);

    /// <summary>Trains while showing how it goes.</summary>
    public static TrainingResult Run(CommandContext context, TrainingSession session, int threads, CancellationToken cancellation)
    {
        void Begin(int parameters) => context.Error.WriteLine($"{(session.Resumes ? "resuming " : "")}{session.Folder.Path}: {session.Describe(parameters)}");
        if (!context.IsInteractive) return session.Train(threads, Begin, Lines(context.Error, TimeProvider.System), cancellation);

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        return console.Live(new Text("starting")).Start(display =>
        {
            var losses = new List<double>();
            long drawn = 0;
            return session.Train(threads, Begin, progress =>
            {
                if (progress is { IsEpochEnd: true, ValidationLossNats: { } loss }) losses.Add(loss);
                if (drawn != 0 && TimeProvider.System.GetElapsedTime(drawn) < RedrawEvery) return;
                drawn = TimeProvider.System.GetTimestamp();
                display.UpdateTarget(Picture(progress, losses));
            }, cancellation);
        });
    }

    /// <summary>Plain lines: one an epoch, or one every ten seconds.</summary>
    internal static Action<TrainingProgress> Lines(TextWriter output, TimeProvider time)
    {
        long last = time.GetTimestamp();
        return progress =>
        {
            if (!progress.IsEpochEnd && time.GetElapsedTime(last) < LineEvery) return;
            last = time.GetTimestamp();
            output.WriteLine(Describe(progress));
        };
    }

    /// <summary>Where a training stands, in one line.</summary>
    internal static string Describe(TrainingProgress progress)
    {
        if (progress.Measuring is { } measuring) return Describe(measuring);
        string validation = progress.ValidationLossNats is { } loss
            ? FormattableString.Invariant($", validation {loss:F4} (best {progress.BestValidationLossNats:F4})")
            : "";
        string left = progress.Remaining is { } time ? $", {Duration(time)} left" : "";
        return FormattableString.Invariant(
            $"epoch {progress.Epoch:F1} of {progress.Epochs}: train {progress.TrainLossNats:F4}{validation} nats, {progress.CharactersPerSecond:N0} characters/s{left}");
    }

    private static string Describe(MeasuringProgress measuring)
    {
        double rate = measuring.Characters / Math.Max(measuring.Elapsed.TotalSeconds, 1e-9);
        TimeSpan left = TimeSpan.FromSeconds((measuring.Total - measuring.Characters) / rate);
        return FormattableString.Invariant(
            $"measuring the {measuring.Part} loss: {measuring.Characters:N0} of {measuring.Total:N0} characters, {rate:N0} characters/s, {Duration(left)} left");
    }

    /// <summary>A curve of losses in one line of text, lowest to highest.</summary>
    internal static string Sparkline(IReadOnlyList<double> losses, int width)
    {
        const string Levels = "▁▂▃▄▅▆▇█";
        var shown = losses.Skip(Math.Max(0, losses.Count - width)).Where(double.IsFinite).ToList();
        if (shown.Count == 0) return "";
        double low = shown.Min(), high = shown.Max();
        return string.Concat(shown.Select(loss => Levels[high > low ? (int)((loss - low) / (high - low) * (Levels.Length - 1)) : 0]));
    }

    internal static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min"
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s"
        : $"{time.Seconds} s";

    private static Rows Picture(TrainingProgress progress, List<double> losses)
    {
        var rows = new List<IRenderable> { new Text(Describe(progress)) };
        if (losses.Count > 1)
            rows.Add(new Text(FormattableString.Invariant($"validation loss {losses.Max():F3} {Sparkline(losses, 60)} {losses[^1]:F3}"), new Style(Color.Grey)));
        return new Rows(rows);
    }
}
