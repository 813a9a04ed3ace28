using RnnScope.Analysis.Contexts;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Contexts;

public sealed class TopContextsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1)]
    [InlineData(40, 20)]
    public void Find_AnyValues_TakesTheBestThatDoNotOverlap(int before, int after)
    {
        Rng rng = new(3);
        float[] values = [.. Enumerable.Range(0, 700).Select(_ => rng.NextInt(50) / 10f)];
        values[20] = float.NaN;
        ContextOptions options = new() { Count = 7, Before = before, After = after };
        TopContextsResult result = TopContexts.Find(values, options);
        Check(result.Highest, at => values[at]);
        Check(result.Lowest, at => -values[at]);
        Check(result.Changing, at => at == 0 ? double.NaN : Math.Abs(values[at] - values[at - 1]));

        void Check(IReadOnlyList<UnitContext> found, Func<int, double> height)
        {
            List<int> taken = [];
            foreach (int at in Enumerable.Range(0, 700).Where(at => !double.IsNaN(height(at))).OrderByDescending(height).ThenBy(at => at))
            {
                if (taken.Count < 7 && taken.All(other => Math.Abs(other - at) > before + after)) taken.Add(at);
            }

            Assert.Equal(taken, found.Select(context => context.Position));
            Assert.All(found, context =>
            {
                Assert.Equal(values[context.Position], context.Value);
                Assert.Equal(context.Position == 0 ? float.NaN : values[context.Position] - values[context.Position - 1], context.Change);
                Assert.Equal(Math.Max(0, context.Position - before), context.Range.From);
                Assert.Equal(Math.Min(700, context.Position + after + 1), context.Range.From + context.Range.Count);
            });
        }
    }

    [Fact]
    public void Find_ShortTexts_GivesWhatThereIs()
    {
        Assert.Empty(TopContexts.Find(Array.Empty<float>()).Highest);
        TopContextsResult one = TopContexts.Find(new[] { 2f });
        Assert.Equal((0, 2f), (Assert.Single(one.Lowest).Position, one.Lowest[0].Value));
        Assert.Empty(one.Changing);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(101, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, 501)]
    public void Find_OptionsOutOfRange_AreRefused(int count, int before, int after) => Assert.Throws<ArgumentException>(() =>
        TopContexts.Find(new[] { 1f }, new ContextOptions { Count = count, Before = before, After = after }));
}
