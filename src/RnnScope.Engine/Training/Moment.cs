using RnnScope.Numerics.Ranks;

namespace RnnScope.Engine.Training;

/// <summary>What decides, between two windows, how a training goes on; all processes must see it alike.</summary>
/// <param name="Seconds">Seconds of training, by the clock of the first process.</param>
/// <param name="SecondsSinceCheckpoint">By the same clock.</param>
/// <param name="IsCancelled">Whether any process was asked to stop.</param>
internal readonly record struct Moment(double Seconds, double SecondsSinceCheckpoint, bool IsCancelled)
{
    /// <summary>What all ranks agree on.</summary>
    public static Moment Agree(IRanks ranks, Moment mine)
    {
        if (ranks.Count == 1) return mine;
        Moment[] all = ranks.Gather(mine);
        return all[0] with { IsCancelled = all.Any(moment => moment.IsCancelled) };
    }
}
