using System.Text;
using RnnScope.Analysis.Errors;
using RnnScope.Analysis.Features;
using RnnScope.Analysis.Features.Labels;

namespace RnnScope.Analysis.Tests.Features;

public sealed class LabelTests
{
    [Theory]
    [InlineData("1\n0\n1\n", 3, "x.x")]
    [InlineData("# mine\r\n 1\r\nnan\r\n0", 3, "x?.")]
    [InlineData("\ufeff1\n2.5e0\n-3\n", 3, "1!!")]
    [InlineData("1 3\n", 4, ".xx.")]
    [InlineData("3 4 1\n0\t1 0\n", 4, ".??x")]
    [InlineData("# a\n0 1 5\n2 3 NaN\n", 4, "50?0")]
    public void Parse_Lines_GivesATrack(string content, int length, string marks) => Assert.Equal(marks, Tracks.Marks(Parse(content, "a/labels.txt", length)));

    [Theory]
    [InlineData("[1, 0, null]", 3, "x.?")]
    [InlineData(" [ 2, 3 ] ", 2, "23")]
    [InlineData("[]", 0, "")]
    public void Parse_Json_GivesATrack(string content, int length, string marks)
    {
        TextProperty property = Parse(content, "a/labels.JSON", length);
        Assert.Equal(marks, Tracks.Marks(property));
        Assert.Equal("labels.JSON", property.Name);
    }

    [Theory]
    [InlineData("1\nx\n", "l.txt(2): expected a number or nan, found 'x'")]
    [InlineData("1\n\n0\n", "l.txt(2): expected one number, found ''")]
    [InlineData("1\n0 1\n", "l.txt(2): expected one number, found '0 1'")]
    [InlineData("1\n0\n1\n0\n", "l.txt(4): expected the end after 3 numbers, one for each symbol, found '0'")]
    [InlineData("1\n0\n", "l.txt: expected 3 numbers, one for each symbol of the text, found 2")]
    [InlineData("", "l.txt: expected 3 numbers, one for each symbol of the text, found 0")]
    [InlineData("1\ninf\n", "l.txt(2): expected a number or nan, found 'inf'")]
    [InlineData("0 4\n", "l.txt(1): expected positions from 0 to 3, found '0 4'")]
    [InlineData("0 2\n-1 2\n", "l.txt(2): expected positions from 0 to 3, found '-1 2'")]
    [InlineData("2 2\n", "l.txt(1): expected a stretch of at least one symbol, 'from' below 'to', found '2 2'")]
    [InlineData("0 1\n1\n", "l.txt(2): expected 'from to' or 'from to value', found '1'")]
    [InlineData("0 1 1 1\n", "l.txt(1): expected 'from to' or 'from to value', found '0 1 1 1'")]
    [InlineData("0 2\n1 3\n", "l.txt: expected stretches that do not overlap, found two at symbol 1")]
    public void Parse_WrongLines_SaysWhere(string content, string message)
    {
        PropertyException e = Assert.Throws<PropertyException>(() => Parse(content, "l.txt", 3));
        Assert.Equal(message, e.Message);
        Assert.NotEmpty(e.Hint);
    }

    [Theory]
    [InlineData("{}", "l.json: expected an array of numbers")]
    [InlineData("[1,\n\"a\",0]", "l.json: expected a number or null as value 1 (counted from 0)")]
    [InlineData("[1,[0]]", "l.json: expected a number or null as value 1 (counted from 0)")]
    [InlineData("[1,0,1,0]", "l.json: expected the end after 3 numbers, one for each symbol")]
    [InlineData("[1,0]", "l.json: expected 3 numbers, one for each symbol of the text, found 2")]
    [InlineData("[1,\n0", "l.json(2): expected JSON (")]
    [InlineData("[1,0,1] 2", "l.json(1): expected JSON (")]
    [InlineData("[1,0,1e99]", "l.json: expected a number or null as value 2 (counted from 0)")]
    public void Parse_WrongJson_SaysWhere(string content, string message) =>
        Assert.StartsWith(message, Assert.Throws<PropertyException>(() => Parse(content, "l.json", 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_LongLine_ShowsItsBeginning() =>
        Assert.InRange(Assert.Throws<PropertyException>(() => Parse(new string('7', 100_000), "l.txt", 3)).Message.Length, 50, 200);

    [Fact]
    public void Read_File_IsBoundedByTheText()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "1\n0\n");
            Assert.Equal([1, 0], LabelFile.Read(path, 2).Track);
            File.WriteAllText(path, "1\n0" + new string(' ', 100_000));
            Assert.Contains("too many for labels of 2 symbols", Assert.Throws<PropertyException>(() => LabelFile.Read(path, 2)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Contains("there is no such file", Assert.Throws<PropertyException>(() => LabelFile.Read(path, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<PropertyException>(() => LabelFile.Read(Path.GetTempPath(), 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Examples_LeavesTheRestOutWhereThereAreNegativeOnes()
    {
        Assert.Equal(".xx..x", Tracks.Marks(LabelledSpans.Of("p", 6, [new(5, 1), new(1, 2)], [])));
        Assert.Equal(".xx??x", Tracks.Marks(LabelledSpans.Of("p", 6, [new(5, 1), new(1, 2)], [new(0, 1)])));
    }

    [Fact]
    public void Of_WrongExamples_Throws()
    {
        Assert.Contains("at least one positive example", Message([], [new(0, 1)]), StringComparison.Ordinal);
        Assert.Contains("two at symbol 1", Message([new(0, 2)], [new(1, 1)]), StringComparison.Ordinal);
        foreach (TextRange range in new TextRange[] { new(-1, 2), new(0, 0), new(3, 4), new(6, 1), new(2, int.MaxValue), new(int.MaxValue, int.MaxValue) })
            Assert.Contains("a text of 6 symbols", Message([range], []), StringComparison.Ordinal);

        static string Message(TextRange[] positive, TextRange[] negative) =>
            Assert.Throws<PropertyException>(() => LabelledSpans.Of("p", 6, positive, negative)).Message;
    }

    private static TextProperty Parse(string content, string path, int length) => LabelFile.Parse(Encoding.UTF8.GetBytes(content), path, length);
}
