using System.Text;
using RnnScope.Engine.Files;

namespace RnnScope.Engine.Tests.Files;

/// <summary>Files that are not what they should be give a RunFileException and nothing else.</summary>
public sealed class TensorFileMalformedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_MissingOrFolder_SaysSo()
    {
        Assert.Equal("nothing", Assert.Throws<RunFileException>(() => TensorFile.Open(_folder.File("none"))).Found);
        Assert.Equal("nothing", Assert.Throws<RunFileException>(() => TensorFile.Open(_folder.File("none/none"))).Found);
        Assert.Equal("a folder", Assert.Throws<RunFileException>(() => TensorFile.Open(_folder.Path)).Found);
    }

    [Theory]
    [InlineData(0, 0UL)]
    [InlineData(7, 0UL)]
    [InlineData(8, 0UL)]
    [InlineData(8, 1UL)]
    [InlineData(8, 2UL)]
    [InlineData(100, 93UL)]
    [InlineData(100, 100_000_001UL)]
    [InlineData(100, ulong.MaxValue)]
    [InlineData(100, ulong.MaxValue - 7)]
    [InlineData(100, 1UL << 63)]
    public void Open_HeaderLength_IsChecked(int fileLength, ulong headerLength)
    {
        byte[] bytes = new byte[fileLength];
        BitConverter.GetBytes(headerLength).AsSpan(0, Math.Min(8, fileLength)).CopyTo(bytes);
        Refused(bytes);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" {}")]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""")]
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"0","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":0,"shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1e30],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"U16","shape":[1],"data_offsets":[0,2]}}""")]
    [InlineData("""{"a":{"dtype":"U16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U16","shape":[1],"data_offsets":[2,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"__metadata__":1,"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"__metadata__":{"k":"\udc00"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    public void Open_HeaderNotSound_IsRefused(string header) => Refused(File4(header));

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}      """)]
    [InlineData("""{"a":{"data_offsets":[0,4],"shape":[],"dtype":"F32"}}""")]
    [InlineData("""{"e":{"dtype":"F64","shape":[0,9223372036854775807],"data_offsets":[4,4]},"a":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"__metadata__":{},"a":{"dtype":"U16","shape":[1,2,1],"data_offsets":[0,4],"later":"addition"}}""")]
    public void Open_HeaderSound_IsRead(string header)
    {
        string path = _folder.File("good");
        File.WriteAllBytes(path, File4(header));
        using TensorFile file = TensorFile.Open(path);
        Assert.True(file.Contains("a"));
    }

    [Fact]
    public void Open_NotUtf8_IsRefused()
    {
        byte[] bytes = File4("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""");
        bytes[8 + 2] = 0xff;
        Refused(bytes);
    }

    [Fact]
    public void Open_DeepNesting_IsRefused() => Refused(File4("{\"a\":" + new string('[', 200_000)));

    [Fact]
    public void Open_RandomDamage_OnlyEverThrowsRunFileException()
    {
        byte[] good = File4(
            """{"__metadata__":{"k":"v"},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"F16","shape":[1,1],"data_offsets":[2,4]}}""");
        string[] pieces = ["{", "}", "[", "]", "\"", ":", ",", "-", "9", "e9", "null", "true", "\\ud800", "\"a\":", "__metadata__", "18446744073709551616", "\"F64\"", "\0", "é"];
        Random random = new(20_150_521);
        string path = _folder.File("damaged");
        int opened = 0;
        for (int round = 0; round < 3000; round++)
        {
            List<byte> bytes = [.. good];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(5))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(at); break;
                    case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)])); break;
                    case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                    default: bytes[at] = (byte)(bytes[at] ^ (1 << random.Next(8))); break;
                }

                if (bytes.Count == 0) break;
            }

            // Half of the rounds keep the header's length right, so that the damage reaches the parser.
            if (bytes.Count >= 12 && random.Next(2) == 0)
                BitConverter.GetBytes((long)bytes.Count - 12).CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
            File.WriteAllBytes(path, [.. bytes]);
            try
            {
                using TensorFile file = TensorFile.Open(path);
                opened++;
                foreach (string name in file.Names)
                {
                    Assert.InRange(file.Elements(name), 0, 4);
                    if (file.Type(name) == TensorType.U8) file.ReadBytes(name, 0, new byte[file.Elements(name)]);
                }
            }
            catch (RunFileException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }

        Assert.InRange(opened, 1, 2999);
    }

    /// <summary>A file with this header and four bytes of data.</summary>
    private static byte[] File4(string header)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, 1, 2, 3, 4];
    }

    private void Refused(byte[] bytes)
    {
        string path = _folder.File("bad");
        File.WriteAllBytes(path, bytes);
        RunFileException e = Assert.Throws<RunFileException>(() => TensorFile.Open(path));
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
        File.Delete(path); // the file was closed again
    }
}
