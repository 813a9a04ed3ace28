namespace RnnScope.Sweeps;

/// <summary>What a grid file says: for each option of <c>train</c> the values it takes.</summary>
/// <param name="Path">The file.</param>
/// <param name="Keys">In the order of the file.</param>
internal sealed record Grid(string Path, IReadOnlyList<GridKey> Keys)
{
    /// <summary>A key; null when the file does not have it.</summary>
    public GridKey? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}

/// <summary>One option of a grid.</summary>
/// <param name="Name">The option of <c>train</c> without its hyphens, or <c>text</c>.</param>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="IsList">Whether several values can be given: a list, even of one, or a range. Such options are part of the tasks' names.</param>
/// <param name="Values">One or more, no two alike.</param>
internal sealed record GridKey(string Name, int Line, bool IsList, IReadOnlyList<GridValue> Values);

/// <summary>A value as it would be written behind an option.</summary>
/// <param name="Text">The value.</param>
/// <param name="Line">Where it stands, from 1.</param>
internal sealed record GridValue(string Text, int Line);
