using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Tracing;
using RnnScope.Engine.Text;
using RnnScope.Engine.Units;

namespace RnnScope.Engine.Tests.Files;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Units))]
    public void Save_AnyUnit_LoadsTheSame(string unit)
    {
        string path = _folder.File("model.safetensors");
        using Network network = TinyModel.Network(unit);
        ModelFile.Save(path, network, TinyModel.Vocabulary, new Dictionary<string, string> { ["epoch"] = "3" });

        using Model model = ModelFile.Load(path);
        Assert.Equal(network.Parameters.All, model.Network.Parameters.All);
        Assert.Equal(network.Shape.Unit.Syntax.Source, model.Network.Shape.Unit.Syntax.Source);
        Assert.Equal((2, 5, TinyModel.Vocabulary.Count), (model.Network.Shape.Layers, model.Network.Shape.Units, model.Network.Shape.Symbols));
        Assert.True(model.Vocabulary.HasSameSymbols(TinyModel.Vocabulary));
        Assert.Equal("3", model.Metadata["epoch"]);
        Assert.Equal(64, ModelFile.Hash(path).Length);
    }

    public static TheoryData<string> Units() => [.. BuiltInUnits.Names];

    [Fact]
    public void Save_Words_LoadsTheSame()
    {
        string path = _folder.File("model.safetensors");
        using Network network = TinyModel.WordNetwork();
        ModelFile.Save(path, network, TinyModel.Vocabulary, words: TinyModel.Words);
        using Model model = ModelFile.Load(path);
        Assert.Equal(network.Parameters.All, model.Network.Parameters.All);
        Assert.Equal(TinyModel.Words.Words, model.Words!.Words);
        Assert.Equal(TinyModel.Words.Counts, model.Words.Counts);
        Assert.Equal((TextFilter.Text8, 4, TinyModel.Vocabulary.Count), (model.Words.Filter, model.Network.Shape.Outputs, model.Network.Shape.Symbols));
        // As training read its text.
        Assert.Equal(" the fox", model.Vocabulary.Decode(model.Encode(SymbolReader.Codes("THE, fox", SymbolKind.Characters))));
        Assert.Throws<ArgumentException>(() => ModelFile.Save(path, network, TinyModel.Vocabulary));
        using Network symbols = TinyModel.Network();
        Assert.Throws<ArgumentException>(() => ModelFile.Save(path, symbols, TinyModel.Vocabulary, words: TinyModel.Words));
    }

    [Theory]
    [InlineData("task", "translate", "expected 'autocomplete' as 'task' in its metadata, or no task, found 'translate'")]
    [InlineData("task", null, "expected tensor 'output.weight' as F32 [5, ")]
    [InlineData("words", null, "expected 'words' in its metadata, found none")]
    [InlineData("words", "[]", "expected a list of words with a JSON object, found Array")]
    [InlineData("words", "{", "expected a list of words in JSON, found something else")]
    [InlineData("words", """{"filter":"rot13"}""", "expected a list of words with a filter, one of none, letters, text8, found 'rot13'")]
    [InlineData("words", """{"filter":"none"}""", "expected a list of words with a list of words, found none")]
    [InlineData("words", """{"filter":"none","words":["a"],"counts":[1]}""", "with 2 to 65535 words, found 1")]
    [InlineData("words", """{"filter":"none","words":["a",7],"counts":[1,1]}""", "with words in quotes, found 7")]
    [InlineData("words", """{"filter":"none","words":["a","b"],"counts":[1]}""", "with 2 counts, found 1")]
    [InlineData("words", """{"filter":"none","words":["a","b"],"counts":[1,0.5]}""", "with whole numbers as counts, found 0.5")]
    [InlineData("words", """{"filter":"none","words":["a","b"],"counts":[1,2]}""", "with counts from 0, the largest first, found 2 at 1")]
    [InlineData("words", """{"filter":"none","words":["a","b c"],"counts":[1,1]}""", "with words without white space, found 'b c'")]
    [InlineData("words", """{"filter":"none","words":["a",""],"counts":[1,1]}""", "with words without white space, found ''")]
    [InlineData("words", """{"filter":"none","words":["a","a"],"counts":[1,1]}""", "with different words, found 'a' twice")]
    [InlineData("words", """{"filter":"none","words":["a","\ud800"],"counts":[1,1]}""", "expected a list of words in JSON, found something else")]
    [InlineData("words", """{"filter":"none","words":["a","b"],"counts":[1,1]}""", "expected tensor 'output.weight' as F32 [5, 2], found F32 [5, 4]")]
    [InlineData("vocabulary", """{"kind":"characters","codes":[97,-1],"counts":[1,0]}""", "a vocabulary of characters with the space")]
    public void Load_DamagedWords_SaysWhat(string key, string? value, string expected)
    {
        string path = Rewrite(TinyModel.WordNetwork(), TinyModel.Words, metadata =>
        {
            if (value is null) metadata.Remove(key);
            else metadata[key] = value;
        });
        RunFileException e = Assert.Throws<RunFileException>(() => ModelFile.Load(path));
        Assert.StartsWith(path, e.Message);
        Assert.Contains(expected, e.Message);
    }

    [Fact]
    public void Load_UnitOfTheUser_NeedsNoUnitFile()
    {
        string file = _folder.File("mine.unit");
        File.WriteAllText(file, "unit mine\nstate h\nh' = tanh(affine(x, h)) * 0.5\n");
        using Network network = new(new NetworkShape(BuiltInUnits.Resolve(file), 1, 3, TinyModel.Vocabulary.Count));
        string path = _folder.File("model.safetensors");
        ModelFile.Save(path, network, TinyModel.Vocabulary);
        File.Delete(file);

        using Model model = ModelFile.Load(path);
        Assert.Equal("mine", model.Network.Shape.Unit.Name);
        Assert.Equal("mine.unit", model.Metadata["unit_path"]);
    }

    [Theory]
    [InlineData("format", "other", "expected a model file (format rnnscope-model-1), found format other")]
    [InlineData("format", null, "found format none")]
    [InlineData("unit", "unit lstm\nstate h\nh' = tanh(", "expected the equations of a unit in its metadata, found a mistake: lstm(3,")]
    [InlineData("unit", null, "expected 'unit' in its metadata, found none")]
    [InlineData("layers", "0", "found layers: expected 1 to 64, found 0")]
    [InlineData("layers", "two", "expected a number as 'layers' in its metadata, found 'two'")]
    [InlineData("layers", "3", "expected tensor 'layers.2.i.x' as F32 [5, 5], found no tensor of that name")]
    [InlineData("layers", "1", "found one more, 'layers.1.")]
    [InlineData("units", "6", "found F32 [")]
    [InlineData("units", "8000", "found F32 [")]
    [InlineData("vocabulary", "{}", "expected a vocabulary")]
    public void Load_DamagedMetadata_SaysWhat(string key, string? value, string expected)
    {
        string path = Rewrite(metadata =>
        {
            if (value is null) metadata.Remove(key);
            else metadata[key] = value;
        });
        RunFileException e = Assert.Throws<RunFileException>(() => ModelFile.Load(path));
        Assert.StartsWith(path, e.Message);
        Assert.Contains(expected, e.Message);
        Assert.NotEmpty(e.Hint + e.Found);
    }

    [Fact]
    public void Load_WeightThatIsNotFinite_IsRefused()
    {
        string path = _folder.File("model.safetensors");
        using Network network = TinyModel.Network();
        network.Parameters.Values(network.Parameters["output.bias"])[3] = float.NaN;
        ModelFile.Save(path, network, TinyModel.Vocabulary);
        RunFileException e = Assert.Throws<RunFileException>(() => ModelFile.Load(path));
        Assert.Equal($"{path}: expected finite weights in 'output.bias', found NaN at index 3", e.Message);
    }

    [Fact]
    public void Save_NameOfTheFileItself_IsRefused()
    {
        using Network network = TinyModel.Network();
        Assert.Throws<ArgumentException>(() => ModelFile.Save(
            _folder.File("a"), network, TinyModel.Vocabulary, new Dictionary<string, string> { ["unit"] = "" }));
    }

    [Fact]
    public void Load_MissingFile_Throws()
    {
        Assert.Throws<RunFileException>(() => ModelFile.Load(_folder.File("none")));
        Assert.Throws<RunFileException>(() => ModelFile.Hash(_folder.File("none")));
    }

    private string Rewrite(Action<Dictionary<string, string>> change) => Rewrite(TinyModel.Network(), null, change);

    private string Rewrite(Network network, WordVocabulary? words, Action<Dictionary<string, string>> change)
    {
        string path = _folder.File("model.safetensors"), changed = _folder.File("changed.safetensors");
        using (network) ModelFile.Save(path, network, TinyModel.Vocabulary, words: words);
        using TensorFile file = TensorFile.Open(path);
        Dictionary<string, string> metadata = new(file.Metadata);
        change(metadata);
        using TensorFileWriter writer = new(changed, [.. file.Names.Select(n => new TensorDeclaration(n, file.Type(n), file.Shape(n)))], metadata);
        foreach (string name in file.Names)
        {
            float[] values = new float[file.Elements(name)];
            file.ReadFloats(name, 0, values);
            writer.WriteFloats(name, 0, values);
        }

        writer.Commit();
        return changed;
    }
}
