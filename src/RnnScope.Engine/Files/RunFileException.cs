namespace RnnScope.Engine.Files;

/// <summary>A file of a run is missing, damaged or not what its name says.</summary>
/// <remarks>
/// The message is one line, "PATH: expected ..., found ...", whatever the file contains: parts that come from the file are
/// cleaned of control characters and cut. <see cref="Hint"/> is what to do about it, for a second line.
/// </remarks>
public sealed class RunFileException : Exception
{
    private const int LongestPart = 300;

    /// <summary>Describes what is wrong with a file.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="expected">What should be there, as a noun phrase.</param>
    /// <param name="found">What is there, as a noun phrase.</param>
    /// <param name="hint">What to do about it; empty when there is nothing useful to say.</param>
    /// <param name="innerException">The error that led here, if any.</param>
    public RunFileException(string path, string expected, string found, string hint = "", Exception? innerException = null)
        : base($"{OneLine(path)}: expected {OneLine(expected)}, found {OneLine(found)}", innerException)
    {
        Path = path;
        Expected = OneLine(expected);
        Found = OneLine(found);
        Hint = hint;
    }

    /// <summary>The file or folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>What should have been there.</summary>
    public string Expected { get; }

    /// <summary>What was there instead.</summary>
    public string Found { get; }

    /// <summary>What to do about it; empty when there is nothing useful to say.</summary>
    public string Hint { get; }

    private static string OneLine(string part)
    {
        string cut = part.Length <= LongestPart ? part : string.Concat(part.AsSpan(0, LongestPart), "...");
        return string.Create(cut.Length, cut, static (line, text) =>
        {
            for (int i = 0; i < line.Length; i++)
                line[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? ' ' : text[i];
        });
    }
}
