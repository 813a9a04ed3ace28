using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Tracing;
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

    private string Rewrite(Action<Dictionary<string, string>> change)
    {
        string path = _folder.File("model.safetensors"), changed = _folder.File("changed.safetensors");
        using Network network = TinyModel.Network();
        ModelFile.Save(path, network, TinyModel.Vocabulary);
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
