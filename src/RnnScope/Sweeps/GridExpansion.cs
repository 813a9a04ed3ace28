using System.Security.Cryptography;
using System.Text;
using RnnScope.Commands;
using RnnScope.Engine.Units;

namespace RnnScope.Sweeps;

/// <summary>Turns a grid into tasks: every text with every unit, depth, size, seed and whatever else has several values.</summary>
internal static class GridExpansion
{
    /// <summary>The key of the texts.</summary>
    public const string Text = "text";

    /// <summary>The most tasks of a sweep.</summary>
    public const int MostTasks = 100_000;

    private const string Unit = "unit", Layers = "layers", Units = "units", Parameters = "parameters", Seed = "seed";

    // A run's folder has names of up to 80.
    private const int LongestName = 80;

    /// <summary>The tasks, those with the first seed before those with the next: a part of a sweep covers the whole grid.</summary>
    /// <exception cref="GridException">A key or a value cannot be used.</exception>
    public static IReadOnlyList<SweepTask> Tasks(Grid grid)
    {
        grid = grid with { Keys = [.. grid.Keys.Select(key => Complete(grid, key))] };
        if (grid.Find(Text) is not { } texts) throw new GridException(grid.Path, 0, "expected the text to learn, found no 'text'", "add `text: FILE`, relative to the grid's folder");
        if (grid.Find(Units) is { } && grid.Find(Parameters) is { } both)
            throw new GridException(grid.Path, both.Line, "expected either 'units' or 'parameters', found both", "leave out 'units': 'parameters' chooses it");
        double count = grid.Keys.Aggregate(1.0, (product, key) => product * key.Values.Count);
        if (count > MostTasks) throw new GridException(grid.Path, 0, FormattableString.Invariant($"expected at most {MostTasks:N0} tasks, found {count:N0}"), "make two grids of it");
        Check(grid);
        Dictionary<string, string> titles = Titles(texts);

        // The seed changes least often.
        GridKey[] keys = [.. grid.Keys.OrderBy(key => key.Name switch { Seed => 0, Text => 1, Unit => 2, Layers => 3, Units or Parameters => 4, _ => 5 })];
        List<SweepTask> tasks = [];
        foreach (Dictionary<string, string> options in Combinations(keys))
        {
            string cell = Cell(grid, options, titles[options[Text]]);
            string name = Fit(options.TryGetValue(Seed, out string? seed) ? $"{cell}-seed{seed}" : cell);
            tasks.Add(new SweepTask(tasks.Count, name, cell, options));
        }

        if (tasks.GroupBy(task => task.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new GridException(grid.Path, 0, $"expected tasks with different names, found '{twice.Key}' {twice.Count()} times", "two texts, or two unit files, have the same name: rename one");
        return tasks;
    }

    /// <summary>Paths become absolute, so that a task can be run anywhere.</summary>
    private static GridKey Complete(Grid grid, GridKey key)
    {
        if (key.Name != Text && !TaskConfiguration.Names.Contains(key.Name))
        {
            throw new GridException(
                grid.Path, key.Line, $"expected 'text' or an option of `rnnscope train` without its hyphens, found '{key.Name}'",
                Suggestion.For(key.Name, TaskConfiguration.Names.Append(Text)));
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(grid.Path))!;
        if (key.Name == Text) return key with { Values = [.. key.Values.Select(value => InFolder(value))] };
        return key.Name == Unit ? key with { Values = [.. key.Values.Select(value => IsBuiltIn(value.Text) ? value : InFolder(value))] } : key;

        GridValue InFolder(GridValue value)
        {
            string path = Path.GetFullPath(value.Text, folder);
            return File.Exists(path) ? value with { Text = path }
                : key.Name == Text ? throw new GridException(grid.Path, value.Line, $"expected a text, found no file '{value.Text}'", $"paths are relative to the grid's folder, {folder}")
                : value;
        }
    }

    private static bool IsBuiltIn(string unit) => BuiltInUnits.Names.Contains(unit) || unit.StartsWith(FeedForwardUnit.Prefix, StringComparison.Ordinal);

    /// <summary>Tries every value once, key after key, so that a mistake is said where it stands. What others depend on comes first.</summary>
    private static void Check(Grid grid)
    {
        Dictionary<string, string> options = [];
        foreach (GridKey key in grid.Keys.OrderBy(key => key.Name switch { Text => 0, "task" => 1, _ => 2 }))
        {
            foreach (GridValue value in key.Values) Check(grid, new Dictionary<string, string>(options) { [key.Name] = value.Text }, key, value);
            options[key.Name] = key.Values[0].Text;
        }
    }

    private static void Check(Grid grid, Dictionary<string, string> options, GridKey key, GridValue value)
    {
        SweepTask task = new(0, "", "", options);
        try
        {
            TaskConfiguration.Of(task.Text, task.Arguments);
        }
        catch (Exception e) when (e is CommandException or UnitException or ArgumentException)
        {
            Failure failure = Failure.Of(e);
            throw new GridException(grid.Path, value.Line, $"{key.Name} {value.Text}: {failure.Message}", failure.Hint);
        }
    }

    private static IEnumerable<Dictionary<string, string>> Combinations(GridKey[] keys)
    {
        int[] chosen = new int[keys.Length];
        while (true)
        {
            yield return keys.Select((key, i) => (key.Name, key.Values[chosen[i]].Text)).ToDictionary(pair => pair.Name, pair => pair.Text);
            int position = keys.Length - 1;
            while (position >= 0 && ++chosen[position] == keys[position].Values.Count) chosen[position--] = 0;
            if (position < 0) yield break;
        }
    }

    /// <summary>Text, unit, depth and size always; then what the grid lists, so that adding a value changes no other name.</summary>
    private static string Cell(Grid grid, Dictionary<string, string> options, string title)
    {
        string unit = options.TryGetValue(Unit, out string? given) ? File.Exists(given) ? Path.GetFileNameWithoutExtension(given) : given : "lstm";
        string layers = options.GetValueOrDefault(Layers) ?? TaskConfiguration.DefaultLayers.ToString(null as IFormatProvider);
        string size = options.TryGetValue(Parameters, out string? parameters) ? $"{parameters}p"
            : options.GetValueOrDefault(Units) ?? TaskConfiguration.DefaultUnits.ToString(null as IFormatProvider);
        IEnumerable<string> others = grid.Keys.Where(key => key.IsList && key.Name is not (Text or Unit or Layers or Units or Parameters or Seed)).Select(key => $"-{key.Name}-{options[key.Name]}");
        return $"{title}-{unit}-{layers}x{size}{string.Concat(others)}";
    }

    private static Dictionary<string, string> Titles(GridKey texts) =>
        texts.Values.ToDictionary(value => value.Text, value => Path.GetFileNameWithoutExtension(value.Text));

    /// <summary>A name for a folder; where much had to be left out, with a piece of a hash.</summary>
    private static string Fit(string name)
    {
        string clean = string.Concat(name.EnumerateRunes().Select(rune => rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '_' or '-') ? (char)rune.Value : '-')).Trim('.', '-');
        if (clean.Length is > 0 and <= LongestName) return clean;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..10];
        return (clean.Length > LongestName - 11 ? clean[..(LongestName - 11)] + "-" : "task-") + hash;
    }
}
