namespace RnnScope.Sweeps;

/// <summary>One training of a sweep.</summary>
/// <param name="Number">Its number within the sweep, from 0: the task of a Slurm array.</param>
/// <param name="Name">Its name: that of its run, the same whatever else is in the grid.</param>
/// <param name="Cell">What it shares with the trainings that differ in their seed alone.</param>
/// <param name="Options">All options of the grid with their values for this task, <c>text</c> among them; paths are absolute.</param>
internal sealed record SweepTask(int Number, string Name, string Cell, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The text, as an absolute path.</summary>
    public string Text => Options[GridExpansion.Text];

    /// <summary>The options as <c>train</c> would be given them.</summary>
    public string[] Arguments => [.. Options.Where(option => option.Key != GridExpansion.Text).SelectMany(option => new[] { "--" + option.Key, option.Value })];

    /// <summary>Whether another task is the same but for its number.</summary>
    public bool IsSame(SweepTask other) =>
        Name == other.Name && Options.Count == other.Options.Count && Options.All(option => other.Options.TryGetValue(option.Key, out string? value) && value == option.Value);
}
