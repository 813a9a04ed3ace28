using RnnScope.Engine.Units;
using RnnScope.Numerics.Elementwise;

namespace RnnScope.Engine.Tests.Units;

public sealed class UnitLanguageTests
{
    /// <summary>The first mistake of a unit, where it is, and a word of the hint.</summary>
    public static TheoryData<string, int, int, string, string> Mistakes() => new()
    {
        { "unit a\nstate h\nh' = sigmiod(affine(x, h))", 3, 6, "unknown function 'sigmiod'", "did you mean 'sigmoid'?" },
        { "unit a\nstate h\nh' = tanh(affine(x, q))", 3, 21, "unknown name 'q'", "assign it" },
        { "unit a\nstate h, cell\nf = affine(x)\ncell' = f * cel\nh' = cell'", 4, 13, "unknown name 'cel'", "did you mean 'cell'?" },
        { "unit a\nstate h, c\nh' = tanh(affine(x, h))\nc' = tanh(affine(x))", 2, 10, "state 'c' is never used", "remove it" },
        { "unit a\nstate h, c\nh' = tanh(affine(x, h))\nc' = tanh(affine(x, c))", 4, 1, "'c'' has no effect on the output 'h'", "use it" },
        { "unit a\nstate h, c\nh' = tanh(affine(x, c))", 2, 10, "state 'c' is never assigned", "c' = ..." },
        { "unit a\nstate h\na = b + affine(x)\nb = a * 2\nh' = a", 3, 1, "'a' depends on itself within one step", "previous value" },
        { "unit a\nstate h\nh' = h' + affine(x)", 3, 1, "'h'' depends on itself", "previous value" },
        { "unit a\nstate h\ng = affine(x)\nh' = tanh(affine(x, h))", 3, 1, "'g' is never used", "remove" },
        { "unit a\nstate h\nh = tanh(affine(x, h))", 3, 1, "'h' is a state: only its next value", "h' = ..." },
        { "unit a\nstate h\ng' = affine(x)\nh' = tanh(affine(x, h))", 3, 1, "'g' is not a state", "state" },
        { "unit a\nstate h\nh' = tanh(affine(x))\nh' = h", 4, 1, "'h'' is assigned twice", "line 3" },
        { "unit a\nstate h, h\nh' = tanh(affine(x))", 2, 10, "state 'h' is listed twice", "once" },
        { "unit a\nstate h\nh' = x * affine(h)", 3, 6, "'x' can only stand inside affine(...)", "affine(x)" },
        { "unit a\nstate h\nh' = tanh(affine(h))", 0, 0, "the unit never reads its input x", "affine(x" },
        { "unit a\nstate h\nh' = tanh(affine(x, x))", 3, 11, "same argument twice", "once" },
        { "unit a\nstate h\nh' = tanh(affine(x, h)", 3, 23, "expected ')'", "" },
        { "unit a\nstate h\nh' = tanh(affine(x, h)) )", 3, 25, "expected the end of the line", "label" },
        { "unit a\nstate h\nh' = tanh(affine(x), h)", 3, 6, "tanh takes 1 argument, found 2", "" },
        { "unit a\nstate h\nh' = $affine(x)", 3, 6, "unexpected character '$'", "names, numbers" },
        { "unit a\nstate h\nh' = affine(x, bias: lots)", 3, 22, "expected a number or 'none'", "bias: 1" },
        { "unit a\nstate h\nh' = affine(x, bias: 1 to h)", 3, 27, "expected a number or 'none'", "bias: 1" },
        { "unit a\nstate h\nh' = affine(x, bias: 2 to 1)", 3, 22, "from the smaller to the larger", "0 to 1" },
        { "unit a\nstate h\nh' = affine(x, bias: identity)", 3, 22, "expected a number or 'none'", "bias: 1" },
        { "unit a\nstate h\nh' = affine(x, h: none)", 3, 19, "expected 'identity' or a range", "identity" },
        { "unit a\nstate h\nh' = affine(x, h: 1)", 3, 19, "expected 'identity' or a range", "h: identity" },
        { "unit a\nstate h\nh' = affine(x: identity, h)", 3, 16, "cannot start as the identity", "a state" },
        { "unit a\nstate h\nh' = affine(x, h: 0 to)", 3, 23, "expected 'identity' or a range", "identity" },
        { "unit a\nstate h\nh' = tanh(affine(x): identity)", 3, 20, "expected ')', found ':'", "" },
        { "unit a\nstate h\nvector u\nh' = affine(x, h)", 3, 8, "vector 'u' is never used", "remove it" },
        { "unit a\nstate h\nvector u, u\nh' = affine(x) + u * h", 3, 11, "vector 'u' is listed twice", "once" },
        { "unit a\nstate h\nvector h\nh' = affine(x, h)", 3, 8, "'h' is a state already", "another name" },
        { "unit a\nstate h\nvector x\nh' = affine(x, h)", 3, 8, "'x' has a meaning of its own", "another name" },
        { "unit a\nstate h\nvector u\nu = affine(x)\nh' = u", 4, 1, "'u' is a vector: it is learned", "another name" },
        { "unit a\nstate h\nvector u\nh' = affine(x) + u'", 4, 18, "'u' is not a state", "" },
        { "unit a\nstate h\nvector u\nh' = affine(x, u)", 4, 16, "affine of a vector", "bias" },
        { "unit a\nstate h\nvector gain\nh' = affine(x) * gian", 4, 18, "unknown name 'gian'", "did you mean 'gain'?" },
        { "unit a\nstate h\nvector u\nvector v\nh' = affine(x) + u * v", 4, 1, "expected one line 'vector ...'", "u, v" },
        { "unit a\nstate h\nh' = affine(x) + u\nvector u", 4, 1, "expected one line 'vector ...'", "u, v" },
        { "unit a\nstate h\nvector u: none\nh' = affine(x) + u", 3, 11, "expected a number or a range", "0 to 1" },
        { "unit a\nstate h\nvector u: 1 to 0\nh' = affine(x) + u", 3, 11, "from the smaller to the larger", "0 to 1" },
        { "unit a\nstate h\nvector = affine(x)\nh' = vector", 3, 8, "expected the name of a vector", "" },
        { "unit a\nstate x\nx' = affine(x)", 2, 7, "'x' has a meaning of its own", "another name" },
        { "unit a\nstate h\nh' = affine(x) as", 3, 16, "expected a label after 'as'", "leave 'as' out" },
        { "unit a\nstate h\nh' = affine(x) + 1e99", 3, 18, "not a number that fits", "0.5" },
        { "unit a\nstate h", 2, 0, "expected equations", "h' =" },
        { "unit a", 1, 0, "expected a line 'state h'", "output" },
        { "", 0, 0, "expected a line 'unit NAME'", "docs/units.md" },
        { "stat h", 1, 1, "expected 'unit', found 'stat'", "unit NAME" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_AMistake_IsReportedWithItsPlaceAndAHint(string source, int line, int column, string problem, string hint)
    {
        var error = Assert.Throws<UnitException>(() => UnitGraph.Parse("my.unit", source));
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
        Assert.StartsWith("my.unit", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Parse_FilesMadeToExhaustTheMachine_AreRefused()
    {
        string deep = "unit a\nstate h\nh' = " + new string('(', 900) + "h" + new string(')', 900);
        string sum = "unit a\nstate h\nh' = affine(x)" + string.Concat(Enumerable.Repeat("+h", 950));
        string chain = "unit a\nstate h\nh' = l0\n"
            + string.Concat(Enumerable.Range(0, 190).Select(i => $"l{i} = l{i + 1}{string.Concat(Enumerable.Repeat("+h", 20))}\n")) + "l190 = affine(x)";
        string huge = "unit a\nstate h\n#" + new string('x', 100_000);
        Assert.All([deep, chain, huge], source => Assert.Throws<UnitException>(() => UnitGraph.Parse("my.unit", source)));
        Assert.Equal("a", UnitPlan.For(UnitGraph.Parse("my.unit", sum)).Graph.Name); // long, but fine
    }

    [Fact]
    public void Parse_RandomText_NeverFailsOtherwise()
    {
        var rng = new RnnScope.Numerics.Rng(1);
        string[] words = ["unit", "state", "a", "h", "h'", "x", "=", "+", "-", "*", "/", "(", ")", ",", "affine(", "tanh(", "max(", "bias:", "none", "identity", "to", ":", "vector", "u", "1", ".5", "as", "#", "\n", "\n", "'", "~"];
        for (int i = 0; i < 20_000; i++)
        {
            string source = "unit a\nstate h\n" + string.Join(' ', Enumerable.Range(0, rng.NextInt(30)).Select(_ => words[rng.NextInt(words.Length)]));
            try { UnitPlan.For(UnitGraph.Parse("my.unit", source)); }
            catch (UnitException error) { Assert.NotEmpty(error.Message); }
        }
    }

    [Theory]
    [InlineData("lstm", "i", SignalRange.Gate)]
    [InlineData("lstm", "g", SignalRange.Signed)]
    [InlineData("lstm", "c", SignalRange.Free)]
    [InlineData("lstm", "h", SignalRange.Signed)]
    [InlineData("gru", "h", SignalRange.Signed)]
    [InlineData("gru-reset-after", "h", SignalRange.Signed)]
    [InlineData("rnn", "h", SignalRange.Signed)]
    [InlineData("nested-lstm", "g", SignalRange.Free)]
    [InlineData("nested-lstm", "c", SignalRange.Signed)]
    [InlineData("irnn", "h", SignalRange.Free)]
    [InlineData("lstm-coupled", "c", SignalRange.Signed)]
    [InlineData("lstm-no-forget", "c", SignalRange.Free)]
    [InlineData("mgu", "h", SignalRange.Signed)]
    [InlineData("ugrnn", "h", SignalRange.Signed)]
    [InlineData("janet", "i", SignalRange.Gate)]
    [InlineData("janet", "h", SignalRange.Free)]
    [InlineData("min-lstm", "kept", SignalRange.Gate)]
    [InlineData("min-lstm", "added", SignalRange.Gate)]
    [InlineData("slstm", "i", SignalRange.Gate)]
    [InlineData("slstm", "f", SignalRange.Gate)]
    [InlineData("slstm", "li", SignalRange.Free)]
    [InlineData("slstm", "h", SignalRange.Free)]
    public void Of_SignalsOfBuiltInUnits_FollowsFromTheirEquations(string unit, string signal, SignalRange expected)
    {
        UnitGraph graph = BuiltInUnits.Resolve(unit);
        Assert.Equal(expected, SignalRanges.Of(graph, graph.Signals.Single(s => s.Name == signal).Node));
    }

    [Fact]
    public void Resolve_AnUnknownName_SuggestsOne()
    {
        var error = Assert.Throws<UnitException>(() => BuiltInUnits.Resolve("lsmt"));
        Assert.Contains("did you mean 'lstm'?", error.Hint, StringComparison.Ordinal);
        Assert.Throws<UnitException>(() => BuiltInUnits.Resolve("no/such/file.unit"));
    }

    [Fact]
    public void Plan_Lstm_IsOneProductOfTheStateAndGatesInPlace()
    {
        UnitPlan plan = UnitPlan.For(BuiltInUnits.Resolve("lstm"));
        PlanStage stage = Assert.Single(plan.Stages);
        Assert.Equal([RunSource.Input, RunSource.PreviousState], stage.Runs.Select(run => run.Source));
        Assert.All(stage.Runs, run => Assert.Equal(4, run.CallCount));
        Assert.Equal([0, 1, 2, 3], plan.SignalSlots.Take(4));
        Assert.Equal(6, plan.ValueSlots); // i f o g c h; tanh(c) is computed again on the way back
    }

    [Fact]
    public void Plan_MultiplicativeLstm_MultipliesTheIntermediateStateOnceForAllGates()
    {
        UnitPlan plan = UnitPlan.For(BuiltInUnits.Resolve("multiplicative-lstm"));
        Assert.Equal(2, plan.Stages.Count);
        ProductRun gates = Assert.Single(plan.Stages[1].Runs);
        Assert.Equal((RunSource.Value, 4), (gates.Source, gates.CallCount));
        Assert.Equal(plan.SignalSlots[0], gates.Slot);
    }

    [Fact]
    public void Plan_LstmPeephole_ReadsVectorsAndSumsTheirAdjointsBesideTheBiases()
    {
        UnitPlan plan = UnitPlan.For(BuiltInUnits.Resolve("lstm-peephole"));
        PlanStage stage = Assert.Single(plan.Stages); // a peephole is no product: the output gate needs no second stage
        Assert.Equal([0, 1, 2], stage.Forward.Lines.Where(line => line.Op == ElementOp.Load && line.Block == 5).Select(line => line.Slot).Order());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], stage.Backward.Stores.Where(store => store.Block == 2 && store.Slot < 7).Select(store => store.Slot).Order());
    }

    [Fact]
    public void Parse_Starts_AreThoseOfTheFile()
    {
        UnitGraph unit = UnitGraph.Parse("a", "unit a\nstate h\nvector u, v: 0 to 1, w: -2\nh' = u * v * w * affine(x, h: identity, bias: -1) + affine(h * h: -0.5 to .5, bias: 0 to 0)");
        Assert.Equal([new NearStart(0), new RangeStart(0, 1), new NearStart(-2)], unit.Vectors.Select(vector => vector.Start));
        Assert.Equal([new NearStart(0), new IdentityStart()], unit.Calls[0].Starts);
        Assert.Equal(["x", "h"], unit.Calls[0].ArgumentTexts);
        Assert.Equal(["h", "u", "v", "w", "x", "h", "h", "h"], unit.Syntax.Equations[0].Names.Select(name => name.Name));
        Assert.Equal(new NearStart(-1), unit.Calls[0].Bias);
        Assert.Equal([new RangeStart(-0.5f, 0.5f)], unit.Calls[1].Starts);
        Assert.Equal(["h*h"], unit.Calls[1].ArgumentTexts);
        Assert.Equal(new RangeStart(0, 0), unit.Calls[1].Bias);
    }

    [Fact]
    public void Equation_OfAFile_KeepsTextLabelAndNames()
    {
        EquationSyntax equation = UnitParser.Parse("a", "unit a\nstate h\n  h' = tanh(affine(x, h))  as the output # why").Equations[0];
        Assert.Equal("h' = tanh(affine(x, h))", equation.Text);
        Assert.Equal("the output", equation.Label);
        Assert.Equal(["h", "x", "h"], equation.Names.Select(name => name.Name));
    }
}
