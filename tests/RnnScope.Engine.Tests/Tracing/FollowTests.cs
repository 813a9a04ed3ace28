using System.Collections.Concurrent;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tests.Files;
using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class FollowTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    public void Follow_AnyStreams_HandsOnWhatAFileWouldHold(int streams, int threads)
    {
        using Network network = TinyModel.Network();
        ushort[] text = TinyModel.Text(5000);
        TraceOptions options = new()
        {
            Sites = ["layers.0.f", "layers.1.h", "loss"], Precision = TensorType.F32, Streams = streams, WarmUp = 100, Threads = threads,
        };
        ConcurrentDictionary<(string Site, int Position), float[]> rows = new();
        long last = 0;
        Tracer.Follow(network, TinyModel.Vocabulary, text, options, (site, from, values) =>
        {
            for (int row = 0; row < values.Length / site.Width; row++)
                Assert.True(rows.TryAdd((site.Name, from + row), values.Slice(row * site.Width, site.Width).ToArray()), $"{site.Name} at {from + row} twice");
        }, done => last = done);
        Assert.Equal(text.Length, last);
        using TemporaryFolder folder = new();
        Tracer.Write(folder.File("trace"), network, TinyModel.Vocabulary, text, options);
        using TraceFile trace = TraceFile.Open(folder.File("trace"));
        foreach ((string site, int width) in trace.Sites)
        {
            float[] row = new float[width];
            for (int position = 0; position < text.Length; position++)
            {
                trace.ReadRows(site, position, 1, row);
                Assert.Equal(row, rows[(site, position)]);
            }
        }

        Assert.Equal(3 * text.Length, rows.Count);
    }
}
