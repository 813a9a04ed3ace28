using RnnScope.Analysis.Dynamics;
using RnnScope.Engine.Files;
using RnnScope.Runs;

namespace RnnScope.Study.Results;

/// <summary>How near a run came to simpler models while it learned.</summary>
/// <param name="Network">The run.</param>
/// <param name="Characters">Symbols that were predicted.</param>
/// <param name="Positions">How many of them divergences are means over.</param>
/// <param name="Baselines">The simpler models.</param>
/// <param name="Points">The stages of the training.</param>
internal sealed record DynamicsFacts(
    string Network, int Characters, int Positions, IReadOnlyList<DynamicsBaseline> Baselines, IReadOnlyList<DynamicsPoint> Points)
{
    private const int Version = 1;

    // A training may have a hundred stages, and each is read from the beginning.
    private const int MostSymbols = 100_000, MostContext = 5;

    /// <summary>Those of a run that kept snapshots.</summary>
    /// <exception cref="RunFileException">It kept none.</exception>
    public static DynamicsFacts Of(StudyContext study, StudyRun run)
    {
        IReadOnlyList<(long Step, string File)> snapshots = RunStages.Snapshots(run.Folder);
        StudyRun[] against = [.. study.FeedForward.Where(other => other != run).OrderBy(other => other.Context)];
        int[] orders = [.. study.Options.Orders.Where(order => order <= MostContext).DefaultIfEmpty(study.Options.Orders[0])];
        object inputs = new
        {
            run.Name, model = run.ModelHash, snapshots = snapshots.Select(snapshot => ModelFile.Hash(snapshot.File)),
            best = RunStages.BestStep(run.Folder), against = against.Select(other => new { other.Name, other.ModelHash }),
            text = StudyContext.TextInputs(run), orders, symbols = MostSymbols,
        };
        return study.Cache.Get(run, "dynamics", Version, inputs, () =>
        {
            foreach (StudyRun other in against) RunCorpus.RequireSame(run.Run, other.Run);
            int limit = Math.Max(MostSymbols, study.Scores.Corpus.Test.Streams);
            DynamicsResult result = new RunDynamics(study.Command, study.Scores.Corpus, limit, study.Options.Threads)
                .Of(run.Run, [.. against.Select(other => (other.Name, other.Run))], orders, study.Cancellation);
            return new DynamicsFacts(run.Name, result.Characters, result.Positions, result.Baselines, result.Points);
        });
    }
}
