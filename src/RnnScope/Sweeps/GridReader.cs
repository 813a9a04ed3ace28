using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RnnScope.Sweeps;

/// <summary>Reads a grid: a YAML file of options, each with a value, a list of values or a range of whole numbers.</summary>
/// <remarks>It reads event by event and follows no structure deeper than a list, so that no file can make it deep or large.</remarks>
internal sealed partial class GridReader
{
    private const long LongestFile = 1 << 20;
    private const int MostValues = 100_000;
    private const string Example = "write options with values, as in `unit: [lstm, gru]`";

    private readonly string _path;
    private readonly IParser _events;

    private GridReader(string path, TextReader text) => (_path, _events) = (path, new Parser(text));

    [GeneratedRegex(@"^(\d{1,9})-(\d{1,9})$")]
    private static partial Regex Range { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="GridException">It is no grid.</exception>
    public static Grid Read(string path)
    {
        if (Directory.Exists(path)) throw new GridException(path, 0, "expected a grid, a YAML file, found a folder", "`rnnscope sweep status DIR` and `rnnscope sweep resume DIR` take folders");
        if (!File.Exists(path)) throw new GridException(path, 0, "expected a grid, a YAML file, found no such file", "check the path");
        long length = new FileInfo(path).Length;
        if (length > LongestFile) throw new GridException(path, 0, FormattableString.Invariant($"expected a grid of at most {LongestFile:N0} bytes, found {length:N0}"), "is this the right file?");
        using StringReader text = new(File.ReadAllText(path));
        return Parse(path, text);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">What messages call it.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="GridException">It is no grid.</exception>
    public static Grid Parse(string path, TextReader text)
    {
        try
        {
            return new GridReader(path, text).Document();
        }
        catch (YamlException e)
        {
            throw new GridException(path, (int)e.Start.Line, $"expected YAML, found a mistake: {e.InnerException?.Message ?? e.Message}", Example);
        }
    }

    private Grid Document()
    {
        Next();
        if (Next() is not DocumentStart) throw Wrong("options with values", "an empty file");
        if (Next() is not MappingStart) throw Wrong("options with values", Describe());
        List<GridKey> keys = [];
        while (Next() is not MappingEnd)
        {
            GridKey key = Key();
            if (keys.Find(known => known.Name == key.Name) is { } first)
                throw new GridException(_path, key.Line, $"expected each option once, found '{key.Name}' again", $"it stands in line {first.Line} too: make one list of both");
            keys.Add(key);
        }

        Next();
        if (Next() is not StreamEnd) throw Wrong("one document", "a second one");
        return new Grid(_path, keys);
    }

    private GridKey Key()
    {
        if (_events.Current is not Scalar { Value: { Length: > 0 } name } scalar) throw Wrong("the name of an option", Describe());
        int line = Line(scalar);
        List<GridValue> values = [];
        bool isList = Next() is SequenceStart;
        if (isList)
        {
            while (Next() is not SequenceEnd) Add(values, name);
            if (values.Count == 0) throw Wrong($"one value or more for '{name}'", "an empty list");
        }
        else
        {
            isList = Add(values, name);
        }

        return new GridKey(name, line, isList, values);
    }

    /// <summary>Adds a value, or all numbers of a range; says which.</summary>
    private bool Add(List<GridValue> values, string name)
    {
        if (_events.Current is not Scalar scalar) throw Wrong($"a value of '{name}', or a list of values", Describe());
        bool isPlain = scalar.Style == ScalarStyle.Plain;
        if (scalar.Value.Length == 0 || (isPlain && scalar.Value is "~" or "null")) throw Wrong($"a value of '{name}'", "nothing");
        Match range = Range.Match(scalar.Value);
        if (!isPlain || !range.Success)
        {
            AddOne(scalar.Value);
            return false;
        }

        int first = Number(range.Groups[1]), last = Number(range.Groups[2]);
        if (first > last) throw Wrong($"a range that goes up for '{name}'", $"'{scalar.Value}'");
        if ((long)last - first >= MostValues) throw Wrong(FormattableString.Invariant($"at most {MostValues:N0} values of '{name}'"), $"'{scalar.Value}'");
        for (int number = first; number <= last; number++) AddOne(number.ToString(CultureInfo.InvariantCulture));
        return true;

        void AddOne(string text)
        {
            if (values.Exists(value => value.Text == text)) throw Wrong($"each value of '{name}' once", $"'{text}' again");
            if (values.Count >= MostValues) throw Wrong(FormattableString.Invariant($"at most {MostValues:N0} values of '{name}'"), "more");
            values.Add(new GridValue(text, Line(scalar)));
        }
    }

    private ParsingEvent? Next() => _events.MoveNext() ? _events.Current : null;

    private string Describe() => _events.Current switch
    {
        null or DocumentEnd or StreamEnd => "the end of the file",
        MappingStart => "options within options",
        SequenceStart => "a list",
        AnchorAlias alias => $"the alias '*{alias.Value.Value}'",
        Scalar scalar => scalar.Value.Length == 0 ? "nothing" : $"'{Short(scalar.Value)}'",
        ParsingEvent other => other.GetType().Name,
    };

    private GridException Wrong(string expected, string found) =>
        new(_path, _events.Current is { } here ? Line(here) : 0, $"expected {expected}, found {found}", Example);

    private static int Line(ParsingEvent here) => (int)here.Start.Line;

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
