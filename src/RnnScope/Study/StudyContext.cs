using RnnScope.Commands;
using RnnScope.Engine.Training;

namespace RnnScope.Study;

/// <summary>What sections have to work with.</summary>
/// <param name="Command">The running command.</param>
/// <param name="Options">What is asked for.</param>
/// <param name="Runs">The runs, in the order given.</param>
/// <param name="FeedForward">Runs of feed-forward networks, those among the runs included: baselines of the others.</param>
/// <param name="Cache">Results of earlier calls.</param>
/// <param name="Scores">What the models gave to the test part.</param>
/// <param name="Cancellation">Stops.</param>
internal sealed record StudyContext(
    CommandContext Command, StudyOptions Options, IReadOnlyList<StudyRun> Runs, IReadOnlyList<StudyRun> FeedForward,
    StudyCache Cache, StudyScores Scores, CancellationToken Cancellation)
{
    /// <summary>The runs, then the further feed-forward networks.</summary>
    public IReadOnlyList<StudyRun> All { get; } = [.. Runs.Concat(FeedForward).Distinct()];

    /// <summary>The feed-forward network that did best on the validation part, which the test part had no say in; null without one.</summary>
    public StudyRun? BestFeedForward => FeedForward.MinBy(run => run.Configuration?.Result?.ValidationLossNats ?? double.PositiveInfinity);

    /// <summary>The number of a run: its colour and shape in every figure.</summary>
    public int SeriesOf(StudyRun run) => All.ToList().IndexOf(run);

    /// <summary>The feed-forward network beside a run; null where there is none but the run itself.</summary>
    public StudyRun? FeedForwardBeside(StudyRun run) => BestFeedForward is { } best && best != run && best.ModelHash != run.ModelHash ? best : null;

    /// <summary>The text and its division, as inputs of a result.</summary>
    /// <exception cref="RnnScope.Engine.Files.RunFileException">The run does not say what it was trained on.</exception>
    public static object TextInputs(StudyRun run)
    {
        RunConfiguration configuration = run.RequireConfiguration();
        return new
        {
            sha256 = configuration.CorpusSha256, configuration.Symbols, configuration.Split, configuration.Streams, configuration.Steps,
            configuration.TrainShare, configuration.ValidationShare,
        };
    }
}
