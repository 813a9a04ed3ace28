namespace RnnScope.Analysis.Errors;

/// <summary>All errors of a model, each in the class of the first oracle that removes it. Classes add up to the errors.</summary>
public sealed class Ledger
{
    private readonly short[] _classOf;

    internal Ledger(string model, short[] classOf, IReadOnlyList<LedgerClass> classes, IReadOnlyList<LedgerClass> totals) =>
        (Model, _classOf, Classes, Totals) = (model, classOf, classes, totals);

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>Every level of every oracle, in the order in which they were asked; last the errors that remain.</summary>
    public IReadOnlyList<LedgerClass> Classes { get; }

    /// <summary>One row for each oracle, with all its levels together; last the errors that remain.</summary>
    public IReadOnlyList<LedgerClass> Totals { get; }

    /// <summary>All errors of the model.</summary>
    public int Errors => Classes.Sum(row => row.Errors);

    /// <summary>The class of each symbol of the text: an index into <see cref="Classes"/>, -1 where there is no error.</summary>
    public ReadOnlySpan<short> ClassOf => _classOf;
}
