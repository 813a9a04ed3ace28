using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;

namespace RnnScope.Engine.Tests.Tracing;

public sealed class PredictionsTests
{
    private const int N = 200;
    private static readonly ushort[] Ids = TinyModel.Text(N);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public void Read_AnyTop_EqualsTheSortedDistribution(int top)
    {
        using Network network = TinyModel.Network(bound: 1.5f);
        using MemoryTrace trace = Tracer.Read(network, TinyModel.Vocabulary, Ids, new TraceOptions());
        int width = Predictions.Width(top), V = TinyModel.Vocabulary.Count;
        float[] rows = new float[150 * width];
        Predictions.Read(trace, 50, 150, top, rows);
        for (int row = 0; row < 150; row++)
        {
            float[] distribution = Predictions.Distribution(trace, 50 + row);
            Assert.Equal(V, distribution.Length);
            Assert.Equal(1, distribution.Sum(p => (double)p), 1e-5);
            int[] order = [.. Enumerable.Range(0, V).OrderByDescending(id => distribution[id]).ThenBy(id => id)];
            for (int rank = 0; rank < top; rank++)
            {
                Assert.Equal(rank < V ? order[rank] : -1, rows[row * width + 2 * rank]);
                Assert.Equal(rank < V ? distribution[order[rank]] : 0, rows[row * width + 2 * rank + 1]);
            }

            int next = 50 + row + 1;
            Assert.Equal(next < N ? distribution[Ids[next]] : float.NaN, rows[row * width + 2 * top]);
        }
    }

    [Fact]
    public void Read_WhatCame_IsTheLoss()
    {
        using Network network = TinyModel.Network();
        using MemoryTrace trace = Tracer.Read(network, TinyModel.Vocabulary, Ids, new TraceOptions());
        float[] rows = new float[N * 3], losses = new float[N];
        Predictions.Read(trace, 0, N, 1, rows);
        trace.ReadColumn("loss", 0, 0, losses);
        for (int p = 0; p + 1 < N; p++) Assert.Equal(losses[p + 1], -Math.Log(rows[p * 3 + 2]), 1e-5);
    }

    [Fact]
    public void Read_WrongRequests_Throw()
    {
        using Network network = TinyModel.Network();
        using MemoryTrace trace = Tracer.Read(network, TinyModel.Vocabulary, Ids, new TraceOptions { Sites = ["layers.0.h"] });
        Assert.Throws<SiteException>(() => Predictions.Distribution(trace, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Predictions.Read(trace, 0, 1, 0, new float[1]));
    }
}
