using RnnScope.Analysis.Errors;

namespace RnnScope.Server;

/// <summary>The errors of a network over a text, as docs/contract.md has them.</summary>
/// <param name="Characters">How many were predicted.</param>
/// <param name="Errors">How many of them wrongly.</param>
/// <param name="Classes">By the oracle that would have avoided them, in the order in which oracles are asked.</param>
internal sealed record ErrorInfo(int Characters, int Errors, IReadOnlyList<ErrorClassInfo> Classes)
{
    public static ErrorInfo Of(Ledger ledger) => new(
        ledger.ClassOf.Length, ledger.Errors,
        [.. ledger.Totals.Select(total => new ErrorClassInfo(
            total.Oracle, total.Errors, Finite(total.Share.Estimate), Finite(total.Share.Low), Finite(total.Share.High), total.Alone,
            [.. ledger.Classes.Where(row => row.Oracle == total.Oracle && row.Level.Length > 0).Select(row => new ErrorLevelInfo(row.Level, row.Errors))]))]);

    /// <summary>For each symbol of the text, 0 where there is no error, else the place of its class from 1; nothing announces the first.</summary>
    public static ushort[] Places(Ledger ledger)
    {
        ushort[] placeOf = [.. ledger.Classes.Select(row => (ushort)(1 + ledger.Totals.ToList().FindIndex(total => total.Oracle == row.Oracle)))];
        ushort[] classes = new ushort[ledger.ClassOf.Length + 1];
        for (int i = 0; i < ledger.ClassOf.Length; i++) classes[i + 1] = ledger.ClassOf[i] < 0 ? (ushort)0 : placeOf[ledger.ClassOf[i]];
        return classes;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>The errors that one oracle would have avoided.</summary>
/// <param name="Name">The oracle.</param>
/// <param name="Errors">How many.</param>
/// <param name="Share">Of all errors; null where there are none.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Alone">How many it would have, were it the only one.</param>
/// <param name="Levels">Divided further, where it has levels.</param>
internal sealed record ErrorClassInfo(
    string Name, int Errors, double? Share, double? Low, double? High, int Alone, IReadOnlyList<ErrorLevelInfo> Levels);

/// <summary>A level of an oracle.</summary>
/// <param name="Name">The level.</param>
/// <param name="Errors">How many errors.</param>
internal sealed record ErrorLevelInfo(string Name, int Errors);
