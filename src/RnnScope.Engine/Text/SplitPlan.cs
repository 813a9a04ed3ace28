namespace RnnScope.Engine.Text;

/// <summary>Where the parts of a divided text lie.</summary>
internal sealed record SplitPlan(long Length, PartPlan Train, PartPlan Validation, PartPlan Test)
{
    /// <summary>Streams that are divided along time.</summary>
    public static SplitPlan OfStreams(TextSplit split, ISymbolText text)
    {
        (int B, int T) = (split.Streams, split.Steps);
        long windows = text.Length / ((long)B * T);
        (long train, long validation, long test) = Divide(windows, split);
        if (Math.Min(train, validation) < 1)
        {
            // The test part has at least one window whenever there are windows, because the two others are rounded down.
            long needed = Math.Max(Needed(1, split.Train), Needed(1, split.Validation));
            long largest = text.Length / needed;
            throw new TextException(
                $"{text.Source}: {text.Length} symbols make {windows} windows of B = {B} streams of T = {T} steps; " +
                $"{needed} windows ({needed * B * T} symbols) are needed",
                Advice(largest / T, T, largest, needed * B * T));
        }

        long stride = windows * T;
        return new SplitPlan(stride * B, Part(0, train), Part(train, validation), Part(train + validation, test));

        PartPlan Part(long from, long count) => new(from * T, stride, B, T, Windows(text, count));
    }

    /// <summary>Parts that are cut into streams.</summary>
    public static SplitPlan Contiguous(TextSplit split, ISymbolText text)
    {
        (int B, int T) = (split.Streams, split.Steps);
        long length = text.Length;
        (long train, long validation, long test) = Divide(length, split);
        long shortest = Math.Min(validation, test);
        if (train < (long)B * T || shortest < T)
        {
            long window = (long)B * T;
            long needed = Math.Max(Needed(window, split.Train), Math.Max(Needed(T, split.Validation), Needed(T, 1 - split.Train - split.Validation)));
            long largest = Math.Min(train, shortest);
            throw new TextException(
                $"{text.Source}: {length} symbols leave {train} for training, {validation} for validation and {test} for testing; " +
                $"B = {B} streams of T = {T} steps need {window}, {T} and {T}",
                Advice(shortest < T ? 0 : train / T, T, largest, needed));
        }

        return new SplitPlan(length, Part(0, train), Part(train, validation), Part(train + validation, test));

        PartPlan Part(long from, long count)
        {
            int streams = (int)Math.Min(B, count / T);
            int windows = Windows(text, count / ((long)streams * T));
            return new PartPlan(from, (long)windows * T, streams, T, windows);
        }
    }

    private static int Windows(ISymbolText text, long count) => count <= int.MaxValue
        ? (int)count
        : throw new TextException($"{text.Source}: a part of {count} windows; at most {int.MaxValue} are possible", "give more `--streams` or `--steps`");

    private static (long Train, long Validation, long Test) Divide(long count, TextSplit split)
    {
        long train = (long)decimal.Floor(count * split.Train);
        long validation = (long)decimal.Floor(count * split.Validation);
        return (train, validation, count - train - validation);
    }

    /// <summary>The smallest whole whose share holds this many.</summary>
    private static long Needed(long count, decimal share) => (long)decimal.Ceiling(count / share);

    /// <summary>Numbers that would do: fewer streams when that is enough, else one stream of shorter windows.</summary>
    private static string Advice(long streams, int steps, long steps1, long symbols)
    {
        string longer = $"use a text of {symbols} symbols or more";
        if (streams >= 1) return $"give `--streams {streams}` or less, or {longer}";
        return steps1 >= 1 ? $"give `--streams 1` and `--steps {Math.Min(steps, steps1)}` or less, or {longer}" : longer;
    }
}
