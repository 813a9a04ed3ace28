using RnnScope.Engine.Files;
using RnnScope.Engine.Text;

namespace RnnScope.Engine.Tracing;

/// <summary>What a trace is of, found out in memory that does not grow with it.</summary>
/// <param name="Title">What people call the text.</param>
/// <param name="Characters">N, symbols of the text.</param>
/// <param name="Unknown">How many of them the vocabulary lacks.</param>
/// <param name="Sites">The recorded sites.</param>
/// <param name="Reading">How the text was read, in words.</param>
/// <param name="MeanLoss">Nats per symbol; NaN when no loss was recorded.</param>
public sealed record TraceSummary(string Title, long Characters, long Unknown, IReadOnlyList<string> Sites, string Reading, double MeanLoss)
{
    private const int Block = 1 << 20;

    /// <summary>Reads a trace that <see cref="Tracer"/> has written.</summary>
    /// <exception cref="RunFileException">The file is missing, damaged or no trace.</exception>
    public static TraceSummary Of(string path)
    {
        using TensorFile file = TensorFile.Open(path);
        if (file.Metadata.GetValueOrDefault(TraceFile.FormatName) != TraceFile.Format || !file.Metadata.TryGetValue(TraceFile.VocabularyName, out string? json))
            throw new RunFileException(path, $"a trace (format {TraceFile.Format})", "something else");
        ushort unknownId = Vocabulary.FromJson(json, path).UnknownId;
        long characters = file.Elements(TraceFile.SymbolsName), unknown = 0;
        ushort[] symbols = new ushort[Math.Min(Block, characters)];
        for (long from = 0; from < characters; from += symbols.Length)
        {
            Span<ushort> piece = symbols.AsSpan(0, (int)Math.Min(symbols.Length, characters - from));
            file.ReadUInt16(TraceFile.SymbolsName, from, piece);
            unknown += piece.Count(unknownId);
        }

        return new TraceSummary(
            file.Metadata.GetValueOrDefault(TraceFile.TitleName, "text"), characters, unknown, [.. file.Names.Where(name => name != TraceFile.SymbolsName)],
            file.Metadata.GetValueOrDefault(TraceFile.ReadingName, ""), file.Contains(SiteName.Loss) ? MeanOf(file) : double.NaN);
    }

    private static double MeanOf(TensorFile file)
    {
        StatisticsSums sums = new(1);
        long count = file.Elements(SiteName.Loss);
        float[] losses = new float[Math.Min(Block, count)];
        for (long from = 0; from < count; from += losses.Length)
        {
            Span<float> piece = losses.AsSpan(0, (int)Math.Min(losses.Length, count - from));
            file.ReadFloats(SiteName.Loss, from, piece);
            sums.Add(piece);
        }

        return sums.Result()[0].Mean;
    }
}
