namespace RnnScope.Engine.Networks;

/// <summary>How the T steps of a window are cut into blocks that are worked on while they are in cache.</summary>
/// <remarks>No result depends on the size of a block: sums run from the last step to the first however they are cut.</remarks>
/// <param name="Steps">T.</param>
/// <param name="BlockSteps">Steps of a block; the last block may be shorter.</param>
internal readonly record struct WindowBlocks(int Steps, int BlockSteps)
{
    // Enough rows that adding a block's share to a weight's gradient costs little beside computing it. Where a layer's weights
    // leave the second-level cache anyway, longer blocks walk over them less often.
    private const int Rows = 192, RowsOfLargeLayers = 768, LargeLayer = 512;

    /// <summary>Steps whose adjoints are kept: those of the block at work and of the one that is being summed.</summary>
    public int RingSteps => 2 * BlockSteps;

    /// <summary>How many blocks there are.</summary>
    public int Count => (Steps + BlockSteps - 1) / BlockSteps;

    /// <summary>The blocks of a window of T steps of B streams and layers of H units.</summary>
    public static WindowBlocks For(int steps, int streams, int units)
    {
        int rows = units >= LargeLayer ? RowsOfLargeLayers : Rows;
        return new(steps, Math.Clamp((rows + streams - 1) / streams, 1, steps));
    }

    /// <summary>Where a step's adjoints are kept; the step before the first one has a place too.</summary>
    /// <remarks>Later steps lie before earlier ones: in the order in which they are written and summed.</remarks>
    public int RingPosition(int step) => RingSteps - 1 - (step + RingSteps) % RingSteps;

    /// <summary>First step of a block and the step after its last.</summary>
    public (int From, int To) Range(int block) => (block * BlockSteps, Math.Min(Steps, (block + 1) * BlockSteps));
}
