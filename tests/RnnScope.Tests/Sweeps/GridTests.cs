using RnnScope.Commands;
using RnnScope.Sweeps;

namespace RnnScope.Tests.Sweeps;

public sealed class GridTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rnnscope-grid-").FullName;

    public GridTests()
    {
        File.WriteAllText(Path.Combine(_root, "a.txt"), "a");
        File.WriteAllText(Path.Combine(_root, "b.txt"), "b");
        Directory.CreateDirectory(Path.Combine(_root, "units"));
        File.WriteAllText(Path.Combine(_root, "units", "mine.unit"), "unit mine\nstate h\nh' = tanh(affine(x, h))\n");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Tasks_OfThePapersGrid_AreAllCombinations()
    {
        IReadOnlyList<SweepTask> tasks = Tasks("""
            # The grid of the 2015 paper.
            text: [a.txt, b.txt]
            unit: [rnn, lstm, gru]
            layers: 1-3
            units: [64, 128, 256, 512]
            symbols: bytes
            """);
        Assert.Equal(72, tasks.Count);
        Assert.Equal(72, tasks.Select(task => task.Name).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 72), tasks.Select(task => task.Number));
        Assert.Equal("a-rnn-1x64", tasks[0].Name);
        Assert.Equal("a-rnn-1x128", tasks[1].Name);
        Assert.Equal("b-gru-3x512", tasks[^1].Name);
        Assert.All(tasks, task => Assert.Equal("bytes", task.Options["symbols"]));
        Assert.Equal(Path.Combine(_root, "a.txt"), tasks[0].Text);
        Assert.Equal(["--unit", "rnn", "--layers", "1", "--units", "64", "--symbols", "bytes"], tasks[0].Arguments);
    }

    [Fact]
    public void Tasks_WithSeeds_CoverTheGridSeedBySeed()
    {
        IReadOnlyList<SweepTask> tasks = Tasks("seed: 1-2\ntext: a.txt\nunit: [rnn, units/mine.unit]\nparameters: 4000\ndropout: [0, 0.1]\n");
        Assert.Equal(
            ["a-rnn-2x4000p-dropout-0-seed1", "a-rnn-2x4000p-dropout-0.1-seed1", "a-mine-2x4000p-dropout-0-seed1", "a-mine-2x4000p-dropout-0.1-seed1",
             "a-rnn-2x4000p-dropout-0-seed2", "a-rnn-2x4000p-dropout-0.1-seed2", "a-mine-2x4000p-dropout-0-seed2", "a-mine-2x4000p-dropout-0.1-seed2"],
            tasks.Select(task => task.Name));
        Assert.Equal(4, tasks.Select(task => task.Cell).Distinct().Count());
        TaskConfiguration configuration = TaskConfiguration.Of(tasks[7].Text, tasks[7].Arguments);
        Assert.Equal(("mine", 0.1, 2UL, 4000), (configuration.Wanted.Unit, configuration.Wanted.Training.Dropout, configuration.Wanted.Training.Seed, configuration.Parameters));
    }

    [Fact]
    public void Tasks_OfAGridWithMore_KeepTheirNames()
    {
        string[] first = [.. Tasks("text: a.txt\nunit: [lstm]\nlearning-rate: [0.002]\nseed: 1\n").Select(task => task.Name)];
        string[] more = [.. Tasks("text: [b.txt, a.txt]\nunit: [gru, lstm]\nlearning-rate: [0.002, 0.004]\nseed: 1-3\n").Select(task => task.Name)];
        Assert.Equal(["a-lstm-2x128-learning-rate-0.002-seed1"], first);
        Assert.Contains(first[0], more);
        Assert.Equal(24, more.Distinct().Count());
    }

    [Fact]
    public void Tasks_LongNames_AreShortAndDiffer()
    {
        IReadOnlyList<SweepTask> tasks = Tasks("text: a.txt\nunit: lstm\n" + string.Concat(new[] { "optimizer: [rmsprop]", "learning-rate: [0.002]", "decay: [0.95]", "decay-after: [10]", "initial-range: [0.08, 0.09]" }.Select(line => line + "\n")));
        Assert.All(tasks, task => Assert.InRange(task.Name.Length, 1, 80));
        Assert.Equal(2, tasks.Select(task => task.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("", "expected options with values, found an empty file")]
    [InlineData("- a\n", ":1: expected options with values, found a list")]
    [InlineData("text: a.txt\nunt: lstm\n", ":2: expected 'text' or an option of `rnnscope train` without its hyphens, found 'unt'")]
    [InlineData("text: a.txt\nunit: [lstm, gruu]\n", ":2: unit gruu: gruu: expected a built-in unit or the path of a unit file, found neither")]
    [InlineData("text: a.txt\nunit:\n  - lstm\n  - nested: 1\n", ":4: expected a value of 'unit', or a list of values, found options within options")]
    [InlineData("text: a.txt\nseed:\n", ":2: expected a value of 'seed', found nothing")]
    [InlineData("text: a.txt\nseed: []\n", ":2: expected one value or more for 'seed', found an empty list")]
    [InlineData("text: a.txt\nseed: [1, 1-3]\n", ":2: expected each value of 'seed' once, found '1' again")]
    [InlineData("text: a.txt\nseed: 3-1\n", ":2: expected a range that goes up for 'seed', found '3-1'")]
    [InlineData("text: a.txt\nseed: 1-999999999\n", ":2: expected at most 100,000 values of 'seed', found '1-999999999'")]
    [InlineData("text: a.txt\nlayers: 1-40\nseed: 1-90000\n", "expected at most 100,000 tasks, found 3,600,000")]
    [InlineData("text: a.txt\nlayers: two\n", ":2: layers two: ")]
    [InlineData("text: a.txt\nlayers: [1, 0]\n", ":2: layers 0: --layers: expected 1 to ")]
    [InlineData("text: a.txt\n\ndropout: [0.5, 1.5]\n", ":3: dropout 1.5: dropout: expected 0 to below 1, found 1.5")]
    [InlineData("text: a.txt\nwords: 100\n", ":2: words 100: --words needs --task autocomplete")]
    [InlineData("text: a.txt\nunits: 5\nparameters: 500\n", ":3: expected either 'units' or 'parameters', found both")]
    [InlineData("text: a.txt\ntext: b.txt\n", ":2: expected ")]
    [InlineData("text: c.txt\n", ":1: expected a text, found no file 'c.txt'")]
    [InlineData("unit: lstm\n", "expected the text to learn, found no 'text'")]
    [InlineData("text: a.txt\n---\ntext: b.txt\n", "expected one document, found a second one")]
    [InlineData("text: &x a.txt\nunit: *x\n", ":2: expected a value of 'unit', or a list of values, found the alias '*x'")]
    [InlineData("text: [a.txt\n", "expected ")]
    [InlineData("text: a.txt\n\tunit: lstm\n", ":1: expected ")]
    public void Tasks_WhatIsNoGrid_IsSaidWithItsLine(string yaml, string message)
    {
        GridException e = Assert.Throws<GridException>(() => Tasks(yaml));
        Assert.Contains(message, e.Message);
        Assert.StartsWith(Path.Combine(_root, "grid.yaml"), e.Message);
        Assert.Equal(ExitCode.BadInput, Failure.Of(e).Code);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Tasks_DeepNesting_IsRefusedAtOnce(string opening) =>
        Assert.Throws<GridException>(() => Tasks("text: " + string.Concat(Enumerable.Repeat(opening, 100_000))));

    [Fact]
    public void Tasks_TextsOfOneName_AreToldApart()
    {
        Directory.CreateDirectory(Path.Combine(_root, "other"));
        File.WriteAllText(Path.Combine(_root, "other", "a.txt"), "c");
        Assert.Contains("found 'a-lstm-2x128' 2 times", Assert.Throws<GridException>(() => Tasks("text: [a.txt, other/a.txt]\n")).Message);
    }

    private IReadOnlyList<SweepTask> Tasks(string yaml)
    {
        string path = Path.Combine(_root, "grid.yaml");
        File.WriteAllText(path, yaml);
        return GridExpansion.Tasks(GridReader.Read(path));
    }
}
