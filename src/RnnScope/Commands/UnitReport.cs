using RnnScope.Analysis.Contexts;
using RnnScope.Analysis.Counters;
using RnnScope.Analysis.Statistics;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Figures;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary>The result of <c>unit</c>, for people and for scripts.</summary>
internal sealed record UnitReport(Run Run, UnitAddress Unit, UnitNote? Note, RunText Text, CounterResult Counters, TopContextsResult Contexts)
{
    private const int FewestShown = 5, MostShown = 20;

    private Vocabulary Vocabulary => Run.Model.Vocabulary;

    /// <summary>A note on one line.</summary>
    public static string Words(UnitNote note) => VisibleText.Of(
        note.Name.Length == 0 ? note.Text : note.Text.Length == 0 ? $"\"{note.Name}\"" : $"\"{note.Name}\", {note.Text}");

    /// <summary>Everything.</summary>
    public object Json() => new
    {
        run = Run.Folder.Name,
        site = Unit.Site,
        unit = Unit.Unit,
        name = Note?.Name ?? "",
        note = Note?.Text ?? "",
        text = Text.Title,
        characters = Text.Ids.Length,
        counters = UnitJson.Counters(Counters, Vocabulary),
        contexts = UnitJson.Contexts(Contexts, Text.Ids, Vocabulary),
    };

    /// <summary>The note, the table of symbols, then the places.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{Unit} of {Run.Folder.Name}, over {Text.Ids.Length:N0} characters of {VisibleText.Of(Text.Title)}"));
        if (Note is not null) output.WriteLine($"note: {Words(Note)}");
        output.WriteLine(FormattableString.Invariant($"value: mean {Number(Counters.Mean)}, standard deviation {Number(Counters.Deviation)}"));
        output.WriteLine(double.IsNaN(Counters.ChangeExplained)
            ? "it never changes"
            : FormattableString.Invariant($"the symbol just read accounts for {Counters.ChangeExplained:P1} of its squared change and {Counters.LevelExplained:P1} of its variance"));
        PrintSymbols(output);
        PrintPlaces(output, "highest", Contexts.Highest, place => place.Value);
        PrintPlaces(output, "lowest", Contexts.Lowest, place => place.Value);
        PrintPlaces(output, "changing most", Contexts.Changing, place => place.Change);
    }

    private void PrintSymbols(TextWriter output)
    {
        int shown = Math.Min(Math.Clamp(Counters.Leading, FewestShown, MostShown), Counters.Symbols.Count);
        if (shown == 0) return;
        output.WriteLine();
        output.WriteLine("symbol       times  mean change            95 % interval   share    kept  after (deviation)");
        foreach (SymbolEffect symbol in Counters.Symbols.Take(shown))
        {
            string role = symbol.Role == SymbolRole.None ? "" : symbol.Role.ToString().ToLowerInvariant();
            output.WriteLine(FormattableString.Invariant(
                $"{Vocabulary.Symbol(symbol.Symbol),-7}{symbol.Count,11:N0}{Signed(symbol.Change.Estimate),13}{Ends(symbol.Change),25}{symbol.Share,8:P1}{Kept(symbol.Kept),8}  {Number(symbol.After),8} {$"({Number(symbol.AfterDeviation)})",-9}  {role}").TrimEnd());
        }

        if (Counters.Symbols.Count > shown)
            output.WriteLine(FormattableString.Invariant($"and {Counters.Symbols.Count - shown:N0} symbols more, with {Counters.Symbols.Skip(shown).Sum(symbol => symbol.Share):P1}; --json lists them"));
    }

    private void PrintPlaces(TextWriter output, string title, IReadOnlyList<UnitContext> places, Func<UnitContext, double> number)
    {
        if (places.Count == 0) return;
        output.WriteLine();
        output.WriteLine(title);
        int before = places.Max(place => place.Position - place.Range.From);
        foreach (UnitContext place in places)
        {
            ReadOnlySpan<ushort> ids = Text.Ids.Span.Slice(place.Range.From, place.Range.Count);
            int at = place.Position - place.Range.From;
            output.WriteLine(FormattableString.Invariant(
                $"{Signed(number(place)),9}  {place.Position,11:N0}  {Visible(ids[..at]).PadLeft(before)}⟦{Visible(ids.Slice(at, 1))}⟧{Visible(ids[(at + 1)..])}").TrimEnd());
        }
    }

    private string Visible(ReadOnlySpan<ushort> ids) => VisibleText.Of(Vocabulary.Decode(ids));

    private static string Ends(Interval interval) => double.IsNaN(interval.Low) ? "" : $"{Signed(interval.Low)} to {Signed(interval.High)}";

    private static string Kept(double slope) => double.IsNaN(slope) ? "" : FormattableString.Invariant($"{slope:0.00}");

    private static string Number(double value) => FormattableString.Invariant($"{value:0.000}");

    private static string Signed(double value) => FormattableString.Invariant($"{value:+0.000;-0.000;0.000}");
}
