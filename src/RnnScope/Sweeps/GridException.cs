namespace RnnScope.Sweeps;

/// <summary>A grid cannot be used; the message says where in the file, what was expected and what was found.</summary>
/// <param name="path">The file.</param>
/// <param name="line">The line, from 1; 0 when it is the file as a whole.</param>
/// <param name="problem">What was expected and found.</param>
/// <param name="hint">What to do about it; may be empty.</param>
internal sealed class GridException(string path, int line, string problem, string hint = "")
    : Exception(line > 0 ? FormattableString.Invariant($"{path}:{line}: {problem}") : $"{path}: {problem}")
{
    /// <summary>What to do about it; may be empty.</summary>
    public string Hint { get; } = hint;
}
