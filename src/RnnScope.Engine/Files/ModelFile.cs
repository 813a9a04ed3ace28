using System.Globalization;
using System.Security.Cryptography;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;

namespace RnnScope.Engine.Files;

/// <summary>Weights, the unit's equations, the vocabulary and the words to predict in one safetensors file: all that reading a text needs.</summary>
/// <remarks>One F32 tensor per parameter, named and shaped as in docs/shapes.md; the rest is metadata.</remarks>
public static class ModelFile
{
    /// <summary>The value of the metadata <c>format</c>.</summary>
    public const string Format = "rnnscope-model-1";

    private const string FormatName = "format", UnitName = "unit", UnitPathName = "unit_path", LayersName = "layers";
    private const string UnitsName = "units", VocabularyName = "vocabulary", TaskName = "task", WordsName = "words", ProgramName = "program";
    private const string Autocomplete = "autocomplete";
    private const string Damaged = "the file is damaged; copy it again, or run `rnnscope train TEXT`";
    private static readonly string[] Reserved = [FormatName, UnitName, UnitPathName, LayersName, UnitsName, VocabularyName, TaskName, WordsName, ProgramName];

    /// <summary>Writes a network.</summary>
    /// <param name="path">The final name of the file.</param>
    /// <param name="network">Its parameters are written, packed or not.</param>
    /// <param name="vocabulary">The symbols of its ids.</param>
    /// <param name="metadata">Further texts for the file; their names are the caller's.</param>
    /// <param name="words">The words that it predicts; null where it predicts the next symbol.</param>
    /// <exception cref="ArgumentException">The vocabulary or the words are not the network's, or a name is one of the file's own.</exception>
    public static void Save(
        string path, Network network, Vocabulary vocabulary, IReadOnlyDictionary<string, string>? metadata = null, WordVocabulary? words = null)
    {
        NetworkShape shape = network.Shape;
        if (vocabulary.Count != shape.Symbols)
            throw new ArgumentException($"a vocabulary of {vocabulary.Count} symbols for a network of {shape.Symbols}", nameof(vocabulary));
        if (words?.Count != shape.Words)
            throw new ArgumentException($"{words?.Count ?? 0} words for a network of {shape.Words ?? 0}", nameof(words));
        Dictionary<string, string> texts = new()
        {
            [FormatName] = Format,
            [UnitName] = shape.Unit.Syntax.Source,
            // Folders of one machine mean nothing on another.
            [UnitPathName] = Path.GetFileName(shape.Unit.Syntax.Path),
            [LayersName] = shape.Layers.ToString(CultureInfo.InvariantCulture),
            [UnitsName] = shape.Units.ToString(CultureInfo.InvariantCulture),
            [VocabularyName] = vocabulary.ToJson(),
            [ProgramName] = ProgramVersion.Current,
        };
        if (words is not null) (texts[TaskName], texts[WordsName]) = (Autocomplete, words.ToJson());
        foreach ((string name, string text) in metadata ?? new Dictionary<string, string>())
        {
            if (Reserved.Contains(name)) throw new ArgumentException($"'{name}' is a name of the model file itself", nameof(metadata));
            texts.Add(name, text);
        }

        ParameterSet parameters = network.Parameters;
        using TensorFileWriter writer = new(
            path, [.. parameters.Tensors.Select(tensor => new TensorDeclaration(tensor.Name, TensorType.F32, tensor.Shape))], texts);
        foreach (ParameterTensor tensor in parameters.Tensors) writer.WriteFloats(tensor.Name, 0, parameters.Values(tensor));
        writer.Commit();
    }

    /// <summary>Reads a network and checks everything about it.</summary>
    /// <exception cref="RunFileException">The file is missing, damaged or no model; says what was expected.</exception>
    public static Model Load(string path)
    {
        using TensorFile file = TensorFile.Open(path);
        string format = file.Metadata.GetValueOrDefault(FormatName, "none");
        if (format != Format)
        {
            throw new RunFileException(
                path, $"a model file (format {Format})", $"format {format}", "give the model.safetensors of a run");
        }

        Vocabulary vocabulary = Vocabulary.FromJson(Text(file, VocabularyName), path);
        WordVocabulary? words = ReadWords(file, vocabulary);
        NetworkShape shape = ReadShape(file, vocabulary, words);
        // Before any room is made: a header must not be able to ask for more memory than its file fills.
        CheckTensors(file, shape);
        Network network = new(shape);
        try
        {
            foreach (ParameterTensor tensor in network.Parameters.Tensors)
            {
                Span<float> values = network.Parameters.Values(tensor);
                file.ReadFloats(tensor.Name, 0, values);
                RequireFinite(path, tensor, values);
            }

            network.Pack();
            return new Model(path, network, vocabulary, file.Metadata, words);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>SHA-256 of a model file, lower-case hexadecimal: what a trace says it was made with.</summary>
    /// <exception cref="RunFileException">The file cannot be read.</exception>
    public static string Hash(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFileException(path, "a model file", File.Exists(path) ? $"one that cannot be read ({e.Message})" : "nothing", innerException: e);
        }
    }

    /// <summary>The words of an autocomplete network; null where the file says no task: then it predicts the next symbol.</summary>
    private static WordVocabulary? ReadWords(TensorFile file, Vocabulary vocabulary)
    {
        if (!file.Metadata.TryGetValue(TaskName, out string? task)) return null;
        if (task != Autocomplete)
            throw new RunFileException(file.Path, $"'{Autocomplete}' as 'task' in its metadata, or no task", $"'{task}'", "a newer program may know this task");
        if (vocabulary.Kind != SymbolKind.Characters || !vocabulary.Codes.Contains(WordText.Space))
            throw new RunFileException(file.Path, "a vocabulary of characters with the space that is before every word", "another one", Damaged);
        return WordVocabulary.FromJson(Text(file, WordsName), file.Path);
    }

    private static NetworkShape ReadShape(TensorFile file, Vocabulary vocabulary, WordVocabulary? words)
    {
        string name = file.Metadata.GetValueOrDefault(UnitPathName, "unit");
        try
        {
            UnitGraph unit = UnitGraph.Parse(name, Text(file, UnitName));
            return new NetworkShape(unit, Number(file, LayersName), Number(file, UnitsName), vocabulary.Count) { Words = words?.Count }.Validated();
        }
        catch (UnitException e)
        {
            throw new RunFileException(file.Path, "the equations of a unit in its metadata", $"a mistake: {e.Message}", Damaged, e);
        }
        catch (ArgumentException e)
        {
            throw new RunFileException(file.Path, "the sizes of a network in its metadata", e.Message, Damaged, e);
        }
    }

    private static void CheckTensors(TensorFile file, NetworkShape shape)
    {
        List<ParameterTensor> tensors;
        try
        {
            tensors = ParameterSet.Layout(shape);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new RunFileException(file.Path, "the sizes of a network in its metadata", e.Message, Damaged, e);
        }

        foreach (ParameterTensor tensor in tensors)
        {
            string expected = $"tensor '{tensor.Name}' as F32 [{string.Join(", ", tensor.Shape)}]";
            if (!file.Contains(tensor.Name)) throw new RunFileException(file.Path, expected, "no tensor of that name", Damaged);
            TensorType type = file.Type(tensor.Name);
            IReadOnlyList<long> found = file.Shape(tensor.Name);
            if (type != TensorType.F32 || !found.SequenceEqual(tensor.Shape))
                throw new RunFileException(file.Path, expected, $"{type} [{string.Join(", ", found)}]", Damaged);
        }

        HashSet<string> known = [.. tensors.Select(tensor => tensor.Name)];
        if (file.Names.FirstOrDefault(name => !known.Contains(name)) is { } stranger)
            throw new RunFileException(file.Path, $"the {known.Count} tensors of its unit", $"one more, '{stranger}'", Damaged);
    }

    private static void RequireFinite(string path, ParameterTensor tensor, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) continue;
            throw new RunFileException(
                path, $"finite weights in '{tensor.Name}'", $"{values[i]} at index {i}",
                "training diverged or the file is damaged; train again with a smaller `--learning-rate`");
        }
    }

    private static string Text(TensorFile file, string name) => file.Metadata.TryGetValue(name, out string? text)
        ? text
        : throw new RunFileException(file.Path, $"'{name}' in its metadata", "none", Damaged);

    private static int Number(TensorFile file, string name)
    {
        string text = Text(file, name);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new RunFileException(file.Path, $"a number as '{name}' in its metadata", $"'{text}'", Damaged);
    }
}
