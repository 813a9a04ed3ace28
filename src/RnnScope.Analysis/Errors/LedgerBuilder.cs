using RnnScope.Analysis.Errors.Oracles;
using RnnScope.Analysis.Scores;
using RnnScope.Analysis.Statistics;

namespace RnnScope.Analysis.Errors;

/// <summary>Asks oracles, one after the other, about every error of a model.</summary>
internal sealed class LedgerBuilder
{
    private const short NoError = -1;
    private const int ReportEvery = 4096;

    private readonly ModelScores _model;
    private readonly IReadOnlyList<IOracle> _oracles;
    // Levels of all oracles are numbered through; behind the last one come the errors that remain.
    private readonly int[] _firstClass;
    private readonly short[] _classOf;
    private readonly List<int>[] _positions;
    private readonly int[] _alone;
    private readonly double[] _isError, _isInClass;

    /// <summary>Prepares a ledger.</summary>
    /// <param name="model">The model.</param>
    /// <param name="oracles">The oracles, in the order in which they are asked.</param>
    public LedgerBuilder(ModelScores model, IReadOnlyList<IOracle> oracles)
    {
        (_model, _oracles) = (model, oracles);
        _firstClass = new int[oracles.Count + 1];
        for (int i = 0; i < oracles.Count; i++) _firstClass[i + 1] = _firstClass[i] + oracles[i].Levels.Count;
        (_classOf, _isError, _isInClass) = (new short[model.Count], new double[model.Count], new double[model.Count]);
        _positions = [.. Enumerable.Range(0, Remaining + 1).Select(_ => new List<int>())];
        _alone = new int[Remaining + 1];
    }

    private int Remaining => _firstClass[^1];

    /// <summary>Finds the class of every error.</summary>
    /// <param name="report">Hears now and then how many symbols of the text are done.</param>
    /// <param name="cancellation">Stops.</param>
    public void Attribute(Action<long>? report, CancellationToken cancellation)
    {
        for (int position = 0; position < _classOf.Length; position++)
        {
            if (position % ReportEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                report?.Invoke(position);
            }

            _classOf[position] = NoError;
            if (!_model.IsError(position)) continue;
            int found = FirstClass(position);
            _classOf[position] = (short)found;
            _positions[found].Add(position);
            _isError[position] = 1;
        }
    }

    /// <summary>The finished ledger.</summary>
    /// <param name="bootstrap">Makes the intervals.</param>
    /// <param name="examples">The most examples of a class.</param>
    public Ledger Build(BlockBootstrap bootstrap, int examples)
    {
        List<LedgerClass> classes = [], totals = [];
        for (int i = 0; i < _oracles.Count; i++)
        {
            IOracle oracle = _oracles[i];
            for (int level = 0; level < oracle.Levels.Count; level++)
                classes.Add(Row(oracle.Name, oracle.Levels[level], _firstClass[i] + level, _firstClass[i] + level + 1, oracle));
            totals.Add(Row(oracle.Name, "", _firstClass[i], _firstClass[i + 1], oracle));
        }

        LedgerClass last = Row(LedgerClass.Remaining, "", Remaining, Remaining + 1, null);
        return new Ledger(_model.Name, _classOf, [.. classes, last], [.. totals, last]);

        LedgerClass Row(string oracle, string level, int from, int to, IOracle? source)
        {
            int[] positions = [.. _positions[from..to].SelectMany(found => found).Order()];
            return new LedgerClass(
                oracle, level, positions.Length, Share(positions, bootstrap), _alone[from..to].Sum(),
                [.. Spread(positions, examples).Select(position => new LedgerExample(position, source?.Evidence(position) ?? []))]);
        }
    }

    /// <summary>Asks every oracle, also those behind the first that removes the error: how many it would have alone.</summary>
    private int FirstClass(int position)
    {
        int first = Remaining;
        for (int i = 0; i < _oracles.Count; i++)
        {
            int level = _oracles[i].Level(position, _model.Probabilities[position]);
            if (level < 0) continue;
            _alone[_firstClass[i] + level]++;
            first = Math.Min(first, _firstClass[i] + level);
        }

        if (first == Remaining) _alone[first]++;
        return first;
    }

    private Interval Share(int[] positions, BlockBootstrap bootstrap)
    {
        foreach (int position in positions) _isInClass[position] = 1;
        Interval share = bootstrap.Ratio(_isInClass, _isError);
        foreach (int position in positions) _isInClass[position] = 0;
        return share;
    }

    /// <summary>Some of a class's errors, from all over the text and always the same.</summary>
    private static IEnumerable<int> Spread(int[] positions, int most)
    {
        int count = Math.Min(most, positions.Length);
        return Enumerable.Range(0, count).Select(i => positions[(int)((2L * i + 1) * positions.Length / (2L * count))]);
    }
}
