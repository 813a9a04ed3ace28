using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;

namespace RnnScope.Engine.Training;

/// <summary>Everything that decides a run: written to run.json before training begins, completed with the result at its end.</summary>
public sealed record RunConfiguration
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Version of the program that made the run.</summary>
    public string Version { get; init; } = ProgramVersion.Current;

    /// <summary>Processor architecture and system, for the record.</summary>
    public string Machine { get; init; } = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores";

    /// <summary>When the run was made, UTC.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>The text, as an absolute path.</summary>
    public required string CorpusPath { get; init; }

    /// <summary>SHA-256 of the text, lower-case hexadecimal.</summary>
    public required string CorpusSha256 { get; init; }

    /// <summary>What a symbol is.</summary>
    public required SymbolKind Symbols { get; init; }

    /// <summary>What is predicted.</summary>
    public PredictionTask Task { get; init; }

    /// <summary>The most words that can be predicted; null where the next symbol is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Words { get; init; }

    /// <summary>What happens to a text of words first; null where the next symbol is predicted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TextFilter? Filter { get; init; }

    /// <summary>How the text was divided.</summary>
    public required SplitLayout Split { get; init; }

    /// <summary>B.</summary>
    public required int Streams { get; init; }

    /// <summary>T.</summary>
    public required int Steps { get; init; }

    /// <summary>Share of the training part.</summary>
    public required decimal TrainShare { get; init; }

    /// <summary>Share of the validation part.</summary>
    public required decimal ValidationShare { get; init; }

    /// <summary>The unit's name.</summary>
    public required string Unit { get; init; }

    /// <summary>The unit file's text: the run does not depend on the file staying where it was.</summary>
    public required string UnitSource { get; init; }

    /// <summary>L.</summary>
    public required int Layers { get; init; }

    /// <summary>H.</summary>
    public required int Units { get; init; }

    /// <summary>How many processes trained it together when it was begun; its bits depend on that.</summary>
    /// <value>1 or more; 1 by default.</value>
    public int Ranks { get; init; } = 1;

    /// <summary>How it is trained.</summary>
    public required TrainingConfiguration Training { get; init; }

    /// <summary>What came of it; null while it runs.</summary>
    public TrainingResult? Result { get; init; }

    /// <summary>The division of a text whose next symbol is predicted.</summary>
    [JsonIgnore]
    public TextSplit TextSplit => new(Split, Streams, Steps) { Train = TrainShare, Validation = ValidationShare };

    /// <summary>The division of a text whose words are predicted.</summary>
    [JsonIgnore]
    public WordSplit WordSplit => new(Filter ?? TextFilter.None, Words ?? 0, Streams, Steps) { Train = TrainShare, Validation = ValidationShare };

    /// <summary>What is trained when nobody says otherwise: two layers of 128 units, by the protocol of Karpathy, Johnson and Fei-Fei 2015.</summary>
    /// <param name="path">The text.</param>
    /// <param name="unit">A built-in unit, or the path of a unit file.</param>
    /// <remarks>Change it with <c>with</c>. The text's hash is not known before <see cref="ReadText"/>.</remarks>
    /// <exception cref="UnitException">There is no such unit, or its file has a mistake.</exception>
    public static RunConfiguration For(string path, string unit = "lstm")
    {
        UnitGraph graph = BuiltInUnits.Resolve(unit);
        TextSplit split = new(SplitLayout.Streams, 100, 100);
        return new RunConfiguration
        {
            CorpusPath = Path.GetFullPath(path),
            CorpusSha256 = "",
            Symbols = SymbolKind.Characters,
            Split = split.Layout,
            Streams = split.Streams,
            Steps = split.Steps,
            TrainShare = split.Train,
            ValidationShare = split.Validation,
            Unit = graph.Name,
            UnitSource = graph.Syntax.Source,
            Layers = 2,
            Units = 128,
            Training = new TrainingConfiguration(),
        };
    }

    /// <summary>Reads the text from where it was, and divides it.</summary>
    /// <param name="largest">The most bytes of a text that are held in memory; words to predict always are.</param>
    /// <exception cref="TextException">The file cannot be read as asked, or is too short.</exception>
    public ITrainingText ReadText(long largest = SymbolReader.LargestInMemory) => Task == PredictionTask.Autocomplete
        ? WordSplit.Apply(SymbolReader.ReadFile(CorpusPath, Symbols))
        : TextSplit.Apply(SymbolReader.Open(CorpusPath, Symbols, largest));

    /// <summary>The unit.</summary>
    public UnitGraph ParseUnit() => UnitGraph.Parse(Unit, UnitSource);

    /// <summary>Writes run.json.</summary>
    public void Save(RunFolder folder) => AtomicFile.WriteText(folder.RunFile, JsonSerializer.Serialize(this, Options) + "\n");

    /// <summary>Reads run.json.</summary>
    /// <exception cref="RunFileException">The file is not a run's configuration.</exception>
    public static RunConfiguration Load(RunFolder folder)
    {
        const string Expected = "the configuration of a run", Hint = "the file is damaged; restore it, or train again";
        try
        {
            return JsonSerializer.Deserialize<RunConfiguration>(File.ReadAllText(folder.RunFile), Options)
                ?? throw new RunFileException(folder.RunFile, Expected, "null", Hint);
        }
        catch (JsonException damage)
        {
            throw new RunFileException(folder.RunFile, Expected, damage.Message.ReplaceLineEndings(" "), Hint, damage);
        }
    }
}
