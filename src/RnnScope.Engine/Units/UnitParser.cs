namespace RnnScope.Engine.Units;

/// <summary>Reads a unit file: a header, the states, the vectors if any, and one equation a line. The language is described in docs/units.md.</summary>
public static class UnitParser
{
    /// <summary>Longest file that is read, in characters.</summary>
    public const int MaximumLength = 65_536;

    private const int MaximumEquations = 200, MaximumLineLength = 2_000;

    /// <summary>Parses the text of a unit file.</summary>
    /// <param name="path">Where it came from, for messages.</param>
    /// <param name="source">The whole text.</param>
    /// <exception cref="UnitException">The text is not a unit file.</exception>
    public static UnitSyntax Parse(string path, string source)
    {
        if (source.Length > MaximumLength)
            throw new UnitException(path, 0, 0, $"a unit file has at most {MaximumLength} characters, this has {source.Length}");
        string? name = null;
        List<NameSyntax>? states = null;
        List<VectorSyntax>? vectors = null;
        var equations = new List<EquationSyntax>();
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        for (int number = 1; number <= lines.Length; number++)
        {
            if (lines[number - 1].Length > MaximumLineLength)
                throw new UnitException(path, number, 0, $"more than {MaximumLineLength} characters in a line", "name parts of it on lines of their own");
            var line = new LineParser(path, number, lines[number - 1]);
            if (line.IsEmpty) continue;
            if (name is null) name = line.Header();
            else if (states is null) states = line.States();
            else if (line.DeclaresVectors) vectors = line.Vectors(mayStandHere: vectors is null && equations.Count == 0);
            else equations.Add(line.Equation());
            if (equations.Count > MaximumEquations)
                throw new UnitException(path, number, 0, $"more than {MaximumEquations} equations", "split the unit, or generate less");
        }
        if (name is null) throw new UnitException(path, 0, 0, "expected a line 'unit NAME', found an empty file", "see docs/units.md");
        if (states is null) throw new UnitException(path, lines.Length, 0, "expected a line 'state h', found none", "the first state is the output");
        if (equations.Count == 0)
            throw new UnitException(path, lines.Length, 0, "expected equations, found none", $"write {states[0].Name}' = ...");
        return new UnitSyntax(path, source, name, states, vectors ?? [], equations);
    }
}
