using RnnScope.Commands;
using RnnScope.Engine.Files;
using RnnScope.Engine.Training;
using RnnScope.Engine.Units;

namespace RnnScope.Runs;

/// <summary>Trains every unit with every seed, on the same text, at the same budget and number of parameters.</summary>
/// <remarks>Running it again trains only what is missing: finished runs are kept, interrupted ones go on, bit for bit.</remarks>
/// <param name="context">The running command.</param>
/// <param name="root">The folder of the tournament's runs.</param>
/// <param name="parameters">How many parameters each network is to have, as nearly as its units allow.</param>
/// <param name="threads">Threads to use.</param>
internal sealed class Tournament(CommandContext context, string root, int parameters, int threads)
{
    /// <summary>Trains one unit with all seeds.</summary>
    /// <param name="wanted">The run's configuration, but for the number of units and the seed.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="cancellation">Stops; the next tournament goes on.</param>
    /// <exception cref="RunFileException">A run was left by a tournament with other options.</exception>
    public Contestant Train(RunConfiguration wanted, IReadOnlyList<ulong> seeds, CancellationToken cancellation)
    {
        List<SeedOutcome> outcomes = [];
        int units = 0;
        foreach (ulong seed in seeds)
        {
            TrainingSession session = TrainingSession.OpenOrStart(
                root, $"{wanted.Unit}-seed{seed}", wanted with { Training = wanted.Training with { Seed = seed } }, parameters,
                "tournament", "give the options of the first time, or another folder: --runs DIR");
            units = session.Run.Units;
            outcomes.Add(Train(session, seed, cancellation));
        }

        return new Contestant(wanted.Unit, units, outcomes);
    }

    private SeedOutcome Train(TrainingSession session, ulong seed, CancellationToken cancellation)
    {
        string folder = session.Folder.Path;
        if (session.Run.Result is { } kept) return new SeedOutcome(seed, folder, kept, null);
        try
        {
            return new SeedOutcome(seed, folder, TrainingDisplay.Run(context, session, threads, cancellation), null);
        }
        catch (TrainingDivergedException diverged)
        {
            // One unit that cannot be trained so is a result, not the end of the tournament.
            context.Note($"{session.Folder.Name}: {diverged.Message}");
            return new SeedOutcome(seed, folder, null, diverged.Message);
        }
    }

    /// <summary>The units that take part, each once.</summary>
    /// <exception cref="UnitException">One is unknown or has a mistake.</exception>
    public static IReadOnlyList<UnitGraph> Units(IEnumerable<string> names)
    {
        UnitGraph[] units = [.. names.Select(BuiltInUnits.Resolve)];
        string? twice = units.GroupBy(unit => unit.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? units
            : throw new CommandException(ExitCode.Usage, $"--unit: expected different units, found {twice} twice", "give each unit a name of its own in its file");
    }
}
