using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tests.Files;

public sealed class TensorFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_AllTypes_ReadsBack()
    {
        string path = _folder.File("all.safetensors");
        TensorDeclaration[] declared =
        [
            new("bytes", TensorType.U8, 3),
            new("ids", TensorType.U16, 5),
            new("halves", TensorType.F16, 2, 3),
            new("more halves", TensorType.F16, 2),
            new("layers.0.h", TensorType.F32, 4, 2),
            new("scalar", TensorType.F64),
            new("long", TensorType.I64, 2),
            new("state \"1\" é", TensorType.U64, 1),
            new("empty", TensorType.F32, 0, 7),
        ];
        Dictionary<string, string> metadata = new() { ["unit"] = "h' = tanh(x)\n", ["vocabulary"] = "{\"codes\":[1]}" };
        using (TensorFileWriter writer = new(path, declared, metadata))
        {
            writer.WriteBytes("bytes", 0, [1, 2, 255]);
            writer.WriteUInt16("ids", 0, [1, 2, 3, 4, ushort.MaxValue]);
            writer.WriteFloats("halves", 0, [1, -2, 0.1f, 65504, 1e9f, float.NaN]);
            writer.WriteHalves("more halves", 0, [(Half)0.3f, Half.NegativeInfinity]);
            writer.WriteFloats("layers.0.h", 4, [5, 6, 7, 8]);
            writer.WriteFloats("layers.0.h", 0, [1, 2, 3, float.NegativeInfinity]);
            writer.WriteDoubles("scalar", 0, [Math.PI]);
            writer.WriteInt64("long", 1, [long.MinValue]);
            writer.WriteInt64("long", 0, [-1]);
            writer.WriteUInt64("state \"1\" é", 0, [ulong.MaxValue]);
            Assert.False(File.Exists(path));
            writer.Commit();
        }

        using TensorFile file = TensorFile.Open(path);
        Assert.Equal(metadata, file.Metadata);
        Assert.Equal(declared.Select(d => d.Name).Order(), file.Names.Order());
        foreach (TensorDeclaration d in declared)
        {
            Assert.True(file.Contains(d.Name));
            Assert.Equal(d.Type, file.Type(d.Name));
            Assert.Equal(d.Shape, file.Shape(d.Name));
        }

        float[] h = new float[5];
        file.ReadFloats("layers.0.h", 3, h);
        Assert.Equal([float.NegativeInfinity, 5, 6, 7, 8], h);
        float[] halves = new float[6];
        file.ReadFloats("halves", 0, halves);
        Assert.Equal([1, -2, (float)(Half)0.1f, 65504, float.PositiveInfinity, float.NaN], halves);
        file.ReadFloats("more halves", 0, halves.AsSpan(0, 2));
        Assert.Equal([(float)(Half)0.3f, float.NegativeInfinity], halves[..2]);
        ushort[] ids = new ushort[2];
        file.ReadUInt16("ids", 3, ids);
        Assert.Equal([4, ushort.MaxValue], ids);
        byte[] bytes = new byte[3];
        file.ReadBytes("bytes", 0, bytes);
        Assert.Equal([1, 2, 255], bytes);
        double[] scalar = new double[1];
        file.ReadDoubles("scalar", 0, scalar);
        Assert.Equal(Math.PI, scalar[0]);
        long[] longs = new long[2];
        file.ReadInt64("long", 0, longs);
        Assert.Equal([-1, long.MinValue], longs);
        ulong[] state = new ulong[1];
        file.ReadUInt64("state \"1\" é", 0, state);
        Assert.Equal([ulong.MaxValue], state);
        file.ReadFloats("empty", 0, []);
        Assert.Equal(["all.safetensors"], _folder.Names());
    }

    [Fact]
    public void Write_Layout_IsWhatTheFormatAsks()
    {
        string path = _folder.File("a.safetensors");
        using (TensorFileWriter writer = new(path, [new("b", TensorType.U8, 1), new("a", TensorType.F32, 2)], new Dictionary<string, string> { ["k"] = "v" }))
        {
            writer.WriteBytes("b", 0, [9]);
            writer.WriteFloats("a", 0, [1, 2]);
            writer.Commit();
        }

        byte[] bytes = File.ReadAllBytes(path);
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, (header + 8) % 64);
        using JsonDocument json = JsonDocument.Parse(bytes.AsMemory(8, header));
        Assert.Equal("v", json.RootElement.GetProperty("__metadata__").GetProperty("k").GetString());
        JsonElement a = json.RootElement.GetProperty("a");
        Assert.Equal("F32", a.GetProperty("dtype").GetString());
        Assert.Equal("[2]", a.GetProperty("shape").GetRawText());
        Assert.Equal("[0,8]", a.GetProperty("data_offsets").GetRawText());
        Assert.Equal("[8,9]", json.RootElement.GetProperty("b").GetProperty("data_offsets").GetRawText());
        Assert.Equal([0, 0, 128, 63, 0, 0, 0, 64, 9], bytes[(8 + header)..]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100_003)]
    public void ReadFloats_HalvesOfAnyCount_AreExact(int count)
    {
        string path = _folder.File("h.safetensors");
        float[] values = [.. Enumerable.Range(0, count).Select(i => (float)BitConverter.UInt16BitsToHalf((ushort)(i * 7 % 0x7c00)))];
        using (TensorFileWriter writer = new(path, [new("h", TensorType.F16, count)]))
        {
            writer.WriteFloats("h", 0, values);
            writer.Commit();
        }

        using TensorFile file = TensorFile.Open(path);
        float[] read = new float[count];
        file.ReadFloats("h", 0, read);
        Assert.Equal(values, read);
    }

    [Fact]
    public void Write_BeyondFourGigabytes_ReadsBack()
    {
        // The file is sparse: only the end is written, so that neither time nor space is spent.
        const long Count = 5_000_000_000;
        string header = $$$"""{"a":{"dtype":"U8","shape":[{{{Count}}}],"data_offsets":[0,{{{Count}}}]}}""";
        string path = _folder.File("big.safetensors");
        using (FileStream stream = new(path, FileMode.CreateNew))
        {
            stream.Write(BitConverter.GetBytes((long)header.Length));
            stream.Write(Encoding.UTF8.GetBytes(header));
            stream.SetLength(8 + header.Length + Count);
            stream.Seek(-1, SeekOrigin.End);
            stream.WriteByte(77);
        }

        using TensorFile file = TensorFile.Open(path);
        byte[] read = new byte[2];
        file.ReadBytes("a", Count - 2, read);
        Assert.Equal([0, 77], read);
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesOldFileOnly()
    {
        string path = _folder.File("a.safetensors");
        File.WriteAllText(path, "old");
        using (TensorFileWriter writer = new(path, [new("a", TensorType.F32, 2)])) writer.WriteFloats("a", 0, [1, 2]);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["a.safetensors"], _folder.Names());
    }

    [Fact]
    public void Commit_Incomplete_Throws()
    {
        using TensorFileWriter writer = new(_folder.File("a"), [new("a", TensorType.F32, 2)]);
        writer.WriteFloats("a", 0, [1]);
        Assert.Throws<InvalidOperationException>(writer.Commit);
    }

    [Fact]
    public void Writer_WrongUse_ThrowsAndLeavesNothing()
    {
        string path = _folder.File("a");
        Assert.Throws<ArgumentException>(() => new TensorFileWriter(path, [new("a", TensorType.U8, 1), new("a", TensorType.U8, 1)]));
        Assert.Throws<ArgumentException>(() => new TensorFileWriter(path, [new("__metadata__", TensorType.U8, 1)]));
        Assert.Throws<ArgumentException>(() => new TensorFileWriter(path, [new("a", TensorType.U8, -1)]));
        Assert.Throws<ArgumentException>(() => new TensorFileWriter(path, [new("a", TensorType.F32, 1L << 40, 1L << 40)]));
        using (TensorFileWriter writer = new(path, [new("a", TensorType.F32, 2), new("h", TensorType.F16, 2)]))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteFloats("a", 1, [1, 2]));
            Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteFloats("h", -1, [1, 2]));
            Assert.Throws<ArgumentException>(() => writer.WriteBytes("a", 0, [1]));
            Assert.Throws<ArgumentException>(() => writer.WriteFloats("b", 0, [1]));
        }

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void Read_WrongUse_SaysWhat()
    {
        string path = _folder.File("a.safetensors");
        using (TensorFileWriter writer = new(path, [new("a", TensorType.F32, 2, 2)]))
        {
            writer.WriteFloats("a", 0, [1, 2, 3, 4]);
            writer.Commit();
        }

        using TensorFile file = TensorFile.Open(path);
        float[] two = new float[2];
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadFloats("a", 3, two));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadFloats("a", -1, two));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadFloats("a", long.MaxValue, two));
        Assert.Equal($"{path}: expected tensor 'a' of type U16, found F32", Assert.Throws<RunFileException>(() => file.ReadUInt16("a", 0, new ushort[1])).Message);
        Assert.Equal($"{path}: expected a tensor 'b', found only a", Assert.Throws<RunFileException>(() => file.Shape("b")).Message);
        Assert.Equal($"{path}: expected tensor 'a' as [2, 3], found [2, 2]", Assert.Throws<RunFileException>(() => file.RequireShape("a", 2, 3)).Message);
        file.RequireShape("a", 2, 2);
    }

    [Fact]
    public void Read_FileCutWhileOpen_Throws()
    {
        string path = _folder.File("a.safetensors");
        using (TensorFileWriter writer = new(path, [new("a", TensorType.U8, 4)]))
        {
            writer.WriteBytes("a", 0, [1, 2, 3, 4]);
            writer.Commit();
        }

        using TensorFile file = TensorFile.Open(path);
        byte[] read = new byte[4];
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(stream.Length - 2);
        Assert.Throws<RunFileException>(() => file.ReadBytes("a", 0, read));
    }
}
