namespace RnnScope.Analysis.Gates;

/// <summary>How often the gates of a network are saturated over a text, and which units stand out.</summary>
/// <param name="Text">What people call the text.</param>
/// <param name="Characters">N, symbols of the text.</param>
/// <param name="Unit">The recurrent unit.</param>
/// <param name="Layers">L.</param>
/// <param name="Units">H.</param>
/// <param name="Limits">What the lists go by.</param>
/// <param name="Gates">One for each gate of each layer, layer by layer; none when the unit calls nothing a gate.</param>
/// <param name="Dead">Units whose output hardly moves.</param>
/// <param name="Duplicates">Pairs of units of a layer whose outputs go together, strongest first within a layer.</param>
/// <param name="DuplicatePairs">How many such pairs there are; more than are listed when there are very many.</param>
/// <param name="ComparedCharacters">Characters that correlations were computed over, evenly spread over the text.</param>
/// <remarks>Lists of dots begin with the most saturated; of equal ones, with the lower layer and unit.</remarks>
public sealed record GateResult(
    string Text, int Characters, string Unit, int Layers, int Units, GateLimits Limits, IReadOnlyList<GateSaturation> Gates,
    IReadOnlyList<DeadUnit> Dead, IReadOnlyList<DuplicateUnits> Duplicates, long DuplicatePairs, int ComparedCharacters)
{
    /// <summary>Memory gates that nearly always keep: the unit adds up what it is given.</summary>
    public IEnumerable<GateDot> Integrators => Dots(gate => gate.Memory != GateMemory.None, Keeping);

    /// <summary>Memory gates that nearly never keep: the unit works as if there were no memory.</summary>
    public IEnumerable<GateDot> FeedForward => Dots(gate => gate.Memory != GateMemory.None, Losing);

    /// <summary>Other gates that are nearly always right-saturated: as good as none.</summary>
    public IEnumerable<GateDot> AlwaysOpen => Dots(gate => gate.Memory == GateMemory.None, (_, dot) => dot.Right);

    /// <summary>Other gates that are nearly always left-saturated: what lies behind them is never used.</summary>
    public IEnumerable<GateDot> AlwaysShut => Dots(gate => gate.Memory == GateMemory.None, (_, dot) => dot.Left);

    private static double Keeping(Gate gate, GateDot dot) => gate.Memory == GateMemory.KeepsWhenOpen ? dot.Right : dot.Left;

    private static double Losing(Gate gate, GateDot dot) => gate.Memory == GateMemory.KeepsWhenOpen ? dot.Left : dot.Right;

    private IEnumerable<GateDot> Dots(Func<Gate, bool> isOfKind, Func<Gate, GateDot, double> share) =>
        Gates.Where(gate => gate.Gate.IsBounded && isOfKind(gate.Gate))
            .SelectMany(gate => gate.Dots.Select(dot => (Dot: dot, Share: share(gate.Gate, dot))))
            .Where(pair => pair.Share >= Limits.Nearly)
            .OrderByDescending(pair => pair.Share)
            .Select(pair => pair.Dot);
}

/// <summary>How often one gate of a layer is saturated.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Gate">The gate.</param>
/// <param name="Left">(H), share of the characters at which each unit's gate is below <see cref="GateLimits.LeftBelow"/>.</param>
/// <param name="Right">(H), share at which it is above <see cref="GateLimits.RightAbove"/>.</param>
public sealed record GateSaturation(int Layer, Gate Gate, IReadOnlyList<double> Left, IReadOnlyList<double> Right)
{
    /// <summary>One dot for each unit: the points of the 2015 paper's figure.</summary>
    public IEnumerable<GateDot> Dots => Left.Select((left, unit) => new GateDot(Layer, Gate.Name, unit, left, Right[unit]));
}

/// <summary>One unit's gate: a dot of the figure.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Gate">The gate's name.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Left">Share of the characters at which it is left-saturated.</param>
/// <param name="Right">Share of the characters at which it is right-saturated.</param>
public sealed record GateDot(int Layer, string Gate, int Unit, double Left, double Right);

/// <summary>A unit whose output never leaves a small range.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Minimum">The smallest output over the text.</param>
/// <param name="Maximum">The largest.</param>
public sealed record DeadUnit(int Layer, int Unit, float Minimum, float Maximum);

/// <summary>Two units of a layer whose outputs go up and down together, or against each other.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Unit">The one with the lower index.</param>
/// <param name="Other">The other one.</param>
/// <param name="Correlation">Pearson's correlation of their outputs.</param>
public sealed record DuplicateUnits(int Layer, int Unit, int Other, double Correlation);
