using System.Globalization;

namespace RnnScope.Commands;

/// <summary>Reads and writes a list of numbers of context symbols, as in <c>1-9,20</c>.</summary>
internal static class ContextLengths
{
    /// <summary>The numbers, ascending, each once.</summary>
    /// <param name="list">Numbers and ranges with commas between them.</param>
    /// <param name="largest">The largest that is possible.</param>
    /// <param name="option">The option that the list was given to.</param>
    /// <exception cref="CommandException">It is something else.</exception>
    public static int[] Parse(string list, int largest, string option = "--orders")
    {
        SortedSet<int> numbers = [];
        foreach (string item in list.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = item.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !TryRead(ends[0], largest, out int first) || !TryRead(ends[^1], largest, out int last) || first > last)
            {
                throw new CommandException(
                    ExitCode.Usage, $"{option}: expected numbers of context symbols from 0 to {largest}, found '{item}'",
                    $"give single numbers and ascending ranges, as in `{option} 1-9,20`");
            }

            for (int number = first; number <= last; number++) numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>The list of numbers, as short as can be.</summary>
    /// <param name="numbers">Ascending, each once.</param>
    public static string Format(IEnumerable<int> numbers)
    {
        List<(int First, int Last)> ranges = [];
        foreach (int number in numbers)
        {
            if (ranges.Count > 0 && ranges[^1].Last == number - 1) ranges[^1] = (ranges[^1].First, number);
            else ranges.Add((number, number));
        }

        return string.Join(',', ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));
    }

    private static bool TryRead(string text, int largest, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= largest;
}
