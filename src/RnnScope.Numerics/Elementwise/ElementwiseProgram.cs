namespace RnnScope.Numerics.Elementwise;

/// <summary>One line of a program: an operation, its operands (indices of earlier lines) and what it reads.</summary>
/// <param name="Op">The operation.</param>
/// <param name="A">First operand, or -1.</param>
/// <param name="B">Second operand, or -1.</param>
/// <param name="Number">The number of a <see cref="ElementOp.Constant"/>.</param>
/// <param name="Block">Which row block a <see cref="ElementOp.Load"/> reads.</param>
/// <param name="Slot">Which slot of the row it reads.</param>
public readonly record struct ElementwiseLine(ElementOp Op, int A, int B, float Number, int Block, int Slot);

/// <summary>Where a program writes one of its values.</summary>
/// <param name="Block">Which row block.</param>
/// <param name="Slot">Which slot of the row.</param>
/// <param name="Value">Index of the line whose value is written.</param>
public readonly record struct ElementwiseStore(int Block, int Slot, int Value);

/// <summary>Elementwise arithmetic over the slots of rows: each line is computed once, before anything is stored.</summary>
/// <remarks>
/// A row is a sequence of slots of H floats. The program says what happens to one lane of each slot; compiling it gives one
/// loop that touches each value once. Equal lines are shared as they are written.
/// </remarks>
public sealed class ElementwiseProgram
{
    /// <summary>Row blocks that a program can name.</summary>
    public const int MaximumBlocks = 7;

    private readonly List<ElementwiseLine> _lines = [];
    private readonly List<ElementwiseStore> _stores = [];
    private readonly Dictionary<ElementwiseLine, int> _known = [];

    /// <summary>The lines, operands before their uses.</summary>
    public IReadOnlyList<ElementwiseLine> Lines => _lines;

    /// <summary>What is written after all lines are computed.</summary>
    public IReadOnlyList<ElementwiseStore> Stores => _stores;

    /// <summary>The value of a slot before the program ran.</summary>
    public int Load(int block, int slot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        if (block is < 0 or >= MaximumBlocks) throw new ArgumentOutOfRangeException(nameof(block), block, $"0..{MaximumBlocks - 1}");
        return Line(new(ElementOp.Load, -1, -1, 0, block, slot));
    }

    /// <summary>A number.</summary>
    public int Constant(float number) => Line(new(ElementOp.Constant, -1, -1, number, 0, 0));

    /// <summary>A function of one value.</summary>
    public int Apply(ElementOp op, int a) => Line(new(op, Checked(a), -1, 0, 0, 0));

    /// <summary>A function of two values.</summary>
    public int Apply(ElementOp op, int a, int b) => Line(new(op, Checked(a), Checked(b), 0, 0, 0));

    /// <summary>Writes a value to a slot.</summary>
    public void Store(int block, int slot, int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        _stores.Add(new(block, slot, Checked(value)));
    }

    private int Line(ElementwiseLine line)
    {
        if (_known.TryGetValue(line, out int index)) return index;
        _lines.Add(line);
        return _known[line] = _lines.Count - 1;
    }

    private int Checked(int value) =>
        value >= 0 && value < _lines.Count ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "no such line");
}
