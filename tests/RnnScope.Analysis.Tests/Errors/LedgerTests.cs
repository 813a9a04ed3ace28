using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Engine.Text;
using RnnScope.Numerics;

namespace RnnScope.Analysis.Tests.Errors;

public sealed class LedgerTests
{
    private const string Alphabet = "aab_7  \n.,'\"-(";

    [Fact]
    public void Ledger_RandomTextsAndOrders_AgreesWithReference()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            Rng random = new(seed);
            string text = Text(random, 700), training = Text(random, 300);
            double[] Some() => [.. Enumerable.Range(0, text.Length).Select(_ => random.NextDouble())];
            (int N, double[] Probabilities)[] nGrams = [(3, Some()), (1, [.. Some().Select(p => p * p)]), (9, [.. Some().Select(p => p * p)])];
            double[] network = Some();
            string[] order = [.. OracleNames.PaperOrder];
            if (seed > 0) random.Shuffle<string>(order);
            if (seed % 3 == 2) order = order[..(int)(seed % 7)];

            PlantedText planted = new PlantedText(text, training).Model(PlantedText.Network, network);
            foreach ((int n, double[] probabilities) in nGrams) planted.Model($"n={n}", probabilities, n);
            Ledger ledger = planted.Ledger(order, examples: 1000);

            for (int at = 0; at < text.Length; at++)
            {
                int found = ledger.ClassOf[at];
                if (network[at] >= 0.5)
                {
                    Assert.Equal(-1, found);
                    continue;
                }

                (string, string) expected = LedgerReference.Class(order, text, training, at, network[at], nGrams) ?? (LedgerClass.Remaining, "");
                Assert.Equal(expected, (ledger.Classes[found].Oracle, ledger.Classes[found].Level));
            }

            AssertAddsUp(ledger, network.Count(p => p < 0.5));
            foreach (LedgerClass row in ledger.Classes.Where(row => row.Oracle != LedgerClass.Remaining))
            {
                int alone = Enumerable.Range(0, text.Length).Count(at => network[at] < 0.5
                    && LedgerReference.Class([row.Oracle], text, training, at, network[at], nGrams) == (row.Oracle, row.Level));
                Assert.Equal(alone, row.Alone);
            }
        }
    }

    [Fact]
    public void Ledger_SecondHalfRepeatsTheFirst_IsMemory()
    {
        // Twenty words, all different, then all of them again; each is rare, and the paper asks memory first.
        string half = string.Concat(Enumerable.Range(0, 20).Select(i => $"{(char)('A' + i)}word{(char)('a' + i)} "));
        Ledger ledger = PlantedText.AllWrong(half + half).Ledger();
        Assert.Equal(string.Concat(Enumerable.Repeat("rrrrrrb", 20)), PlantedText.Letters(ledger)[..half.Length]);
        Assert.Equal(string.Concat(Enumerable.Repeat("rmmmmmb", 20)), PlantedText.Letters(ledger)[half.Length..]);
        // 140 symbols up the text is more than 100 and less than 500.
        Assert.Equal(100, ledger.Classes.Single(row => (row.Oracle, row.Level) == (OracleNames.Memory, "500")).Errors);
        Assert.Equal(100, ledger.Totals.Single(row => row.Oracle == OracleNames.Memory).Errors);
    }

    [Theory]
    [InlineData(100, "100")]
    [InlineData(101, "500")]
    [InlineData(1000, "1000")]
    [InlineData(5000, "5000")]
    [InlineData(5001, null)]
    public void Ledger_WordSoFarUpTheText_IsRememberedByAMemoryOfThatLength(int distance, string? level)
    {
        string text = "Natasha" + new string('.', distance - 7) + "Natasha";
        Ledger ledger = PlantedText.AllWrong(text).Ledger([OracleNames.Memory]);
        LedgerClass row = ledger.Classes.Single(row => row.Level == (level ?? "") && row.Oracle == (level is null ? LedgerClass.Remaining : OracleNames.Memory));
        Assert.Equal(level is null ? text.Length : 6, row.Errors);
        if (level is not null) Assert.Equal([new TextRange(0, 7), new TextRange(distance, 7)], row.Examples[0].Evidence);
    }

    [Fact]
    public void Ledger_RareWords_AreSortedByHowOftenTrainingHasThem()
    {
        // w0 is never in the training text, w1 once, and so on.
        string training = string.Concat(Enumerable.Range(0, 8).Select(i => string.Concat(Enumerable.Repeat($"w{i} ", i))));
        string text = string.Concat(Enumerable.Range(0, 8).Select(i => $"w{i} "));
        Ledger ledger = PlantedText.AllWrong(text, training).Ledger([OracleNames.Rare]);
        Assert.Equal([2, 2, 2, 2, 2, 2, 8 + 4], ledger.Classes.Select(row => row.Errors));
        Assert.Equal("rr-rr-rr-rr-rr-rr-------", PlantedText.Letters(ledger));
    }

    [Fact]
    public void Ledger_Words_EndWhereTheirPageSays()
    {
        // One apostrophe between letters belongs to a word, quotation marks do not, hyphens do not.
        const string text = "can't 'tis' rock-n_roll2 «né»";
        Assert.Equal("rrrrr-" + "-rrr--" + "rrrr-rrrrrrr-" + "-rr-", PlantedText.Letters(PlantedText.AllWrong(text).Ledger([OracleNames.Rare])));
        Assert.Equal("s-----" + "ss---s" + "s----s-------" + "ss--", PlantedText.Letters(PlantedText.AllWrong(text).Ledger([OracleNames.Start])));
        Assert.Equal("---p--" + "p---p-" + "----p--------" + "p--p", PlantedText.Letters(PlantedText.AllWrong(text).Ledger([OracleNames.Punctuation])));
    }

    [Fact]
    public void Ledger_Bytes_AreWhatTheirCharacterIs()
    {
        // é has two bytes, ’ and the quotation marks three, and the byte 0xff none that would make sense.
        const string text = "“né’s”";
        Assert.Equal("---" + "rrr" + "rrr" + "r" + "---", PlantedText.Letters(PlantedText.AllWrong(text, kind: SymbolKind.Bytes).Ledger([OracleNames.Rare])));
        Assert.Equal("ppp" + "---" + "ppp" + "-" + "ppp", PlantedText.Letters(PlantedText.AllWrong(text, kind: SymbolKind.Bytes).Ledger([OracleNames.Punctuation])));
    }

    [Fact]
    public void Ledger_Examples_AreSpreadOverTheTextAndSayWhatTheyHaveToDoWith()
    {
        PlantedText planted = new PlantedText("the cat sat").Model(PlantedText.Network, 0).Model(PlantedText.Baseline, 1, 4);
        LedgerClass row = planted.Ledger(examples: 2).Classes[0];
        Assert.Equal([2, 8], row.Examples.Select(example => example.Index));
        Assert.Equal([new TextRange(0, 2)], row.Examples[0].Evidence);
        Assert.Equal([new TextRange(4, 4)], row.Examples[1].Evidence);
        Assert.Empty(planted.Ledger(examples: 0).Classes[0].Examples);
    }

    [Fact]
    public void Ledger_Boost_SortsByWhatIsMissing()
    {
        double[] given = [0.5, 0.49, 0.4, 0.39, 0.2, 0.1, 0.05, 0];
        Ledger ledger = new PlantedText("aaaaaaaa").Model(PlantedText.Network, given).Model(PlantedText.Baseline, 0, 1).Ledger([OracleNames.Boost]);
        Assert.Equal([2, 1, 1, 1, 2, 0], ledger.Classes.Select(row => row.Errors));
    }

    [Fact]
    public void Ledger_NoErrorsOrNoText_IsEmpty()
    {
        Ledger none = new PlantedText("abc").Model(PlantedText.Network, 0.5).Model(PlantedText.Baseline, 0, 1).Ledger();
        AssertAddsUp(none, 0);
        Assert.Equal(double.NaN, none.Totals[0].Share.Estimate);
        AssertAddsUp(PlantedText.AllWrong("", "abc").Ledger(), 0);
    }

    [Fact]
    public void Ledger_OrderThatIsNone_SaysWhatIsKnown()
    {
        Assert.Contains("found 'luck'", Assert.Throws<ArgumentException>(() => PlantedText.AllWrong("a").Ledger(["luck"])).Message);
        Assert.Contains("expected each oracle once", Assert.Throws<ArgumentException>(() => PlantedText.AllWrong("a").Ledger(["boost", "boost"])).Message);
    }

    [Fact]
    public void Comparison_TwoLedgers_AddsUpClassByClass()
    {
        Rng random = new(4);
        string text = Text(random, 900);
        double[] Some() => [.. Enumerable.Range(0, text.Length).Select(_ => random.NextDouble())];
        PlantedText planted = new PlantedText(text).Model(PlantedText.Network, [.. Some().Select(p => p * p)]).Model("better", Some()).Model("n=1", Some(), 1);
        ErrorAnalysis analysis = planted.Analysis();
        Ledger first = analysis.Of(PlantedText.Network, "n=1").Ledger, second = analysis.Of("better", "n=1").Ledger;
        LedgerComparison comparison = LedgerComparison.Of(first, second, analysis.Bootstrap);
        Assert.Equal(first.Errors - second.Errors, comparison.Difference);
        Assert.True(comparison.Difference > 0);
        Assert.Equal(comparison.Difference, comparison.Classes.Sum(row => row.Difference.Estimate));
        Assert.Equal(comparison.Difference, comparison.Totals.Sum(row => row.Difference.Estimate));
        Assert.Equal(first.Totals.Select(row => row.Errors), comparison.Totals.Select(row => row.First));
        Assert.Equal(second.Totals.Select(row => row.Errors), comparison.Totals.Select(row => row.Second));
        Assert.All(comparison.Classes.Concat(comparison.Totals), row => Assert.True(row.Difference.Contains(row.Difference.Estimate)));
        Assert.Throws<ArgumentException>(() => LedgerComparison.Of(first, planted.Ledger(["boost"]), analysis.Bootstrap));
    }

    [Fact]
    public void Attribute_Cancelled_Stops() => Assert.Throws<OperationCanceledException>(() =>
        PlantedText.AllWrong("abc").Analysis().Of(PlantedText.Network, PlantedText.Baseline, cancellation: new CancellationToken(canceled: true)));

    private static void AssertAddsUp(Ledger ledger, int errors)
    {
        Assert.Equal(errors, ledger.Errors);
        Assert.Equal(errors, ledger.Totals.Sum(row => row.Errors));
        Assert.Equal(errors, ledger.ClassOf.ToArray().Count(found => found >= 0));
        for (int i = 0; i < ledger.Classes.Count; i++)
        {
            int[] positions = [.. Enumerable.Range(0, ledger.ClassOf.Length).Where(at => ledger.ClassOf[at] == i)];
            Assert.Equal(positions.Length, ledger.Classes[i].Errors);
            Assert.Equal((double)positions.Length / errors, ledger.Classes[i].Share.Estimate, 1e-12);
            Assert.All(ledger.Classes[i].Examples, example => Assert.Contains(example.Index, positions));
        }
    }

    private static string Text(Rng random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => Alphabet[random.NextInt(Alphabet.Length)]));
}
