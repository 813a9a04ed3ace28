namespace RnnScope.Engine.Training;

/// <summary>The steps whose weights a training keeps: dense where a network learns fast, sparse where it learns slowly.</summary>
public static class SnapshotSteps
{
    /// <summary>The largest number of snapshots in a tenfold of steps.</summary>
    public const int MostPerTenfold = 100;

    /// <summary>Whether the weights after a step are kept: those of step 0 and of each step 10^(k / perTenfold), rounded.</summary>
    /// <param name="step">Steps taken; 0 is before the first.</param>
    /// <param name="perTenfold">Snapshots in each tenfold of steps; 0 keeps none.</param>
    public static bool Contains(long step, int perTenfold)
    {
        if (perTenfold == 0) return false;
        if (step <= 1) return true;
        double nearest = Math.Round(Math.Log10(step) * perTenfold);
        // Early steps are closer together than one: a neighbour may round to this step where the nearest does not.
        for (double k = nearest - 1; k <= nearest + 1; k++)
            if (Math.Round(Math.Pow(10, k / perTenfold)) == step) return true;
        return false;
    }
}
