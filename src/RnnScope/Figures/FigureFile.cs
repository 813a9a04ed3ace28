using RnnScope.Commands;
using RnnScope.Engine.Files;

namespace RnnScope.Figures;

/// <summary>Writes a figure as what the name of its file asks for.</summary>
internal static class FigureFile
{
    /// <summary>What will write a figure to a file; a name of another kind is refused before any work is done.</summary>
    /// <param name="path">The file: .svg for the drawing, .csv or .json for its numbers.</param>
    /// <exception cref="CommandException">It has another ending.</exception>
    public static Action<Figure> Writer(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".svg" => figure => AtomicFile.WriteText(path, figure.Svg),
        ".csv" => figure => AtomicFile.WriteText(path, figure.Data.Csv()),
        ".json" => figure => AtomicFile.WriteText(path, figure.Data.Json(figure.Name, figure.Title)),
        _ => throw new CommandException(ExitCode.Usage, $"--figure: expected a file that ends in .svg, .csv or .json, found '{Failure.OneLine(path)}'"),
    };
}
