namespace RnnScope.Analysis.Comparison;

/// <summary>Networks in the order of the 2015 paper's table: one row for each size, one column for each unit and depth.</summary>
/// <param name="Columns">Units in the order in which they came, the fewest layers first.</param>
/// <param name="Rows">The smallest networks first.</param>
public sealed record ResultGrid(IReadOnlyList<GridColumn> Columns, IReadOnlyList<GridRow> Rows)
{
    /// <summary>Networks belong in one row when none has more than this times the parameters of the smallest.</summary>
    public const double LargestRatio = 1.25;

    /// <summary>Puts networks into rows and columns.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="losses">Their mean losses.</param>
    public static ResultGrid Of(IReadOnlyList<NetworkSize> networks, IReadOnlyList<double> losses)
    {
        string[] units = [.. networks.Select(network => network.Unit).Distinct()];
        GridColumn[] columns = [.. networks.Select(network => new GridColumn(network.Unit, network.Layers)).Distinct()
            .OrderBy(column => Array.IndexOf(units, column.Unit)).ThenBy(column => column.Layers)];
        List<List<(NetworkSize Network, double Loss)>> rows = [];
        foreach ((NetworkSize Network, double Loss) next in networks.Zip(losses).OrderBy(pair => pair.First.Parameters))
        {
            if (rows.Count == 0 || next.Network.Parameters > LargestRatio * rows[^1][0].Network.Parameters) rows.Add([]);
            rows[^1].Add(next);
        }

        return new ResultGrid(columns, [.. rows.Select(row => new GridRow(
            row[0].Network.Parameters, row[^1].Network.Parameters, [.. columns.Select(column => CellOf(column, row))]))]);
    }

    private static GridCell? CellOf(GridColumn column, List<(NetworkSize Network, double Loss)> row)
    {
        var members = row.Where(member => member.Network.Unit == column.Unit && member.Network.Layers == column.Layers).ToArray();
        return members.Length == 0 ? null : new GridCell([.. members.Select(member => member.Network.Model)], members.Average(member => member.Loss));
    }
}

/// <summary>Networks of one unit and depth.</summary>
/// <param name="Unit">The unit's name.</param>
/// <param name="Layers">L.</param>
public sealed record GridColumn(string Unit, int Layers);

/// <summary>Networks of about the same size.</summary>
/// <param name="FewestParameters">Parameters of the smallest.</param>
/// <param name="MostParameters">Parameters of the largest.</param>
/// <param name="Cells">One for each column; null where there is no network.</param>
public sealed record GridRow(long FewestParameters, long MostParameters, IReadOnlyList<GridCell?> Cells);

/// <summary>Networks that differ in nothing that the grid shows: seeds, for instance.</summary>
/// <param name="Models">Their names.</param>
/// <param name="LossNats">The mean of their losses.</param>
public sealed record GridCell(IReadOnlyList<string> Models, double LossNats);
