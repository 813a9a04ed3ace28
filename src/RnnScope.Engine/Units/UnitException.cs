namespace RnnScope.Engine.Units;

/// <summary>A unit file that cannot be used: where, why, and what would help.</summary>
public sealed class UnitException : Exception
{
    /// <summary>Reports a mistake at a place of a unit file.</summary>
    /// <param name="path">The file, or the name of a built-in unit.</param>
    /// <param name="line">Line from 1; 0 when the whole file is meant.</param>
    /// <param name="column">Column from 1; 0 when the whole line is meant.</param>
    /// <param name="problem">What was expected and what was found.</param>
    /// <param name="hint">What to do; may be empty.</param>
    public UnitException(string path, int line, int column, string problem, string hint = "")
        : base(Place(path, line, column) + problem)
    {
        Path = path;
        Line = line;
        Column = column;
        Hint = hint;
    }

    /// <summary>The file, or the name of a built-in unit.</summary>
    public string Path { get; }

    /// <summary>Line from 1; 0 when the whole file is meant.</summary>
    public int Line { get; }

    /// <summary>Column from 1; 0 when the whole line is meant.</summary>
    public int Column { get; }

    /// <summary>What to do; may be empty.</summary>
    public string Hint { get; }

    private static string Place(string path, int line, int column) =>
        line == 0 ? $"{path}: " : column == 0 ? $"{path}({line}): " : $"{path}({line},{column}): ";
}
