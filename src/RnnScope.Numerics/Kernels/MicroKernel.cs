using System.Reflection.Emit;

namespace RnnScope.Numerics.Kernels;

/// <summary>c = init + a b for one register tile. Strides are in bytes; a step is from one k to the next.</summary>
/// <remarks>
/// The stride of b leads from one panel to the next, or, where b is not in panels, from one k to the next. init = 0 starts from
/// zero; an init stride of 0 starts every row from the same numbers (a bias).
/// </remarks>
internal delegate void TileProduct(
    nint a, nint aRowStride, nint aStepStride, nint b, nint bStride, nint init, nint initRowStride, nint c, nint cRowStride, int k);

/// <summary>Generates and keeps the register-tile products, the innermost loop of every matrix product.</summary>
/// <remarks>
/// A tile of R rows by C vectors keeps R C sums in registers; each k costs C loads of b, R broadcasts of a and R C fused
/// multiply-adds. A machine has several multiply-adds under way at once, so a tile of few rows is wide, as wide as several
/// panels. Each output is one chain of fused multiply-adds in the order of k, whatever the tile: the same bits for every tile
/// shape and vector width.
/// </remarks>
internal static class MicroKernel
{
    private const int RowGroup = 4;

    // A tile of many rows has two vectors of columns; one of few has more, so that enough sums are under way.
    private const int MinimumVectors = 2, MaximumVectors = 8;

    /// <summary>Rows of the tallest tile: two vectors of columns each, and registers left for b and one broadcast.</summary>
    public static int MaximumRows { get; } = VectorWidth.Native.Registers == 32 ? 12 : 6;

    /// <summary>Columns of the tallest tile.</summary>
    public static int MaximumColumns { get; } = WidestTile(MaximumRows);

    /// <summary>Columns of a packed panel: those of the tallest tile, which then reads whole panels, line after line.</summary>
    public static int PanelColumns => MaximumColumns;

    // After MaximumRows: static fields are filled in the order of the text.
    private static readonly TileProduct?[] PanelTiles = new TileProduct?[(MaximumRows + 1) * (MaximumVectors + 1)];
    private static readonly TileProduct?[] RowTiles = new TileProduct?[(MaximumRows + 1) * (MaximumVectors + 1)];

    /// <summary>The product for a tile of <paramref name="rows"/> rows and <paramref name="vectors"/> vectors of columns, b in panels.</summary>
    public static TileProduct Tile(int rows, int vectors)
    {
        ref TileProduct? slot = ref PanelTiles[rows * (MaximumVectors + 1) + vectors];
        return slot ??= Generate(rows, vectors, isPanels: true, VectorWidth.Native);
    }

    /// <summary>The same for b as rows, each k where its stride leads.</summary>
    public static TileProduct TileOfRows(int rows, int vectors)
    {
        ref TileProduct? slot = ref RowTiles[rows * (MaximumVectors + 1) + vectors];
        return slot ??= Generate(rows, vectors, isPanels: false, VectorWidth.Native);
    }

    /// <summary>Columns of the widest tile of <paramref name="rows"/> rows: whole panels, or an even part of one.</summary>
    public static int WidestTile(int rows)
    {
        int vectors = MaximumVectors;
        while (vectors > MinimumVectors && rows * vectors + Math.Min(rows, vectors) + 1 > VectorWidth.Native.Registers) vectors /= 2;
        return vectors * VectorWidth.Native.Lanes;
    }

    /// <summary>How many tiles so many rows make.</summary>
    public static int TileCount(int rows) => (rows + MaximumRows - 1) / MaximumRows;

    /// <summary>Rows of the next tile where <paramref name="tiles"/> share the rows left as evenly as can be: 50 are 5 of 10, not 4 of 12 and a thin one.</summary>
    public static int TileHeight(int rows, int tiles) => (rows + tiles - 1) / tiles;

    private static TileProduct Generate(int rows, int vectors, bool isPanels, VectorWidth width)
    {
        Type[] parameters = [.. Enumerable.Repeat(typeof(nint), 9), typeof(int)];
        var emitter = new KernelEmitter($"tile_{rows}x{vectors}", parameters, width);
        ILGenerator il = emitter.IL;
        var sums = new LocalBuilder[rows, vectors];
        for (int r = 0; r < rows; r++)
            for (int v = 0; v < vectors; v++) sums[r, v] = emitter.NewVector();

        EmitStart(emitter, sums);
        LocalBuilder[] groups = EmitRowGroups(il, rows);
        Action<int> pushB = EmitColumns(il, vectors, isPanels ? PanelColumns / width.Lanes : vectors, width);
        Label top = il.DefineLabel(), done = il.DefineLabel();
        il.Emit(OpCodes.Ldarg, Argument.K);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ble, done);
        il.MarkLabel(top);
        EmitStep(emitter, sums, groups, pushB);
        foreach (LocalBuilder group in groups) AddTo(il, group, Argument.AStep);
        il.Emit(OpCodes.Ldarg, Argument.B);
        // A constant costs no register, and tiles of panels are the ones that run most.
        if (isPanels) il.Emit(OpCodes.Ldc_I4, PanelColumns * sizeof(float));
        else il.Emit(OpCodes.Ldarg, Argument.BStride);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Starg, Argument.B);
        il.Emit(OpCodes.Ldarg, Argument.K);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg, Argument.K);
        il.Emit(OpCodes.Ldarg, Argument.K);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Bgt, top);
        il.MarkLabel(done);
        ForEach(sums, (r, v) => emitter.Store(sums[r, v], () => PushCell(il, Argument.C, Argument.CRow, r, v * width.Bytes)));
        return emitter.Finish<TileProduct>();
    }

    /// <summary>Fills the sums from init, or with zero when init is 0.</summary>
    private static void EmitStart(KernelEmitter emitter, LocalBuilder[,] sums)
    {
        ILGenerator il = emitter.IL;
        Label zero = il.DefineLabel(), ready = il.DefineLabel();
        il.Emit(OpCodes.Ldarg, Argument.Init);
        il.Emit(OpCodes.Brfalse, zero);
        ForEach(sums, (r, v) =>
        {
            PushCell(il, Argument.Init, Argument.InitRow, r, v * emitter.Width.Bytes);
            Copy(il, emitter.Load(), sums[r, v]);
        });
        il.Emit(OpCodes.Br, ready);
        il.MarkLabel(zero);
        LocalBuilder nothing = emitter.Constant(0f);
        ForEach(sums, (r, v) => Copy(il, nothing, sums[r, v]));
        il.MarkLabel(ready);
    }

    /// <summary>A pointer for every fourth row of a: rows between are reached by small multiples of the stride.</summary>
    private static LocalBuilder[] EmitRowGroups(ILGenerator il, int rows)
    {
        var groups = new LocalBuilder[(rows + RowGroup - 1) / RowGroup];
        for (int q = 0; q < groups.Length; q++)
        {
            groups[q] = il.DeclareLocal(typeof(nint));
            PushCell(il, Argument.A, Argument.ARow, q * RowGroup, 0);
            il.Emit(OpCodes.Stloc, groups[q]);
        }
        return groups;
    }

    /// <summary>Prepares the way to the vectors of a row of b: the first lie in one panel, the others as far away as panels are.</summary>
    private static Action<int> EmitColumns(ILGenerator il, int vectors, int perPanel, VectorWidth width)
    {
        var panels = new LocalBuilder[(vectors - 1) / perPanel];
        for (int p = 0; p < panels.Length; p++)
        {
            panels[p] = il.DeclareLocal(typeof(nint));
            il.Emit(OpCodes.Ldarg, Argument.BStride);
            il.Emit(OpCodes.Ldc_I4, p + 1);
            il.Emit(OpCodes.Conv_I);
            il.Emit(OpCodes.Mul);
            il.Emit(OpCodes.Stloc, panels[p]);
        }
        return v =>
        {
            il.Emit(OpCodes.Ldarg, Argument.B);
            if (v >= perPanel)
            {
                il.Emit(OpCodes.Ldloc, panels[v / perPanel - 1]);
                il.Emit(OpCodes.Add);
            }
            il.Emit(OpCodes.Ldc_I4, v % perPanel * width.Bytes);
            il.Emit(OpCodes.Add);
        };
    }

    /// <summary>One k: sums[r, v] += a[r, k] * b[k, v]; the shorter of the two sides waits in registers.</summary>
    private static void EmitStep(KernelEmitter emitter, LocalBuilder[,] sums, LocalBuilder[] groups, Action<int> pushB)
    {
        int rows = sums.GetLength(0), vectors = sums.GetLength(1);
        if (rows < vectors)
        {
            LocalBuilder[] a = [.. Enumerable.Range(0, rows).Select(LoadA)];
            for (int v = 0; v < vectors; v++)
            {
                LocalBuilder b = LoadB(v);
                for (int r = 0; r < rows; r++) emitter.Accumulate(sums[r, v], a[r], b);
            }
        }
        else
        {
            LocalBuilder[] b = [.. Enumerable.Range(0, vectors).Select(LoadB)];
            for (int r = 0; r < rows; r++)
            {
                LocalBuilder a = LoadA(r);
                for (int v = 0; v < vectors; v++) emitter.Accumulate(sums[r, v], a, b[v]);
            }
        }

        LocalBuilder LoadB(int v)
        {
            pushB(v);
            return emitter.Load();
        }

        LocalBuilder LoadA(int r)
        {
            ILGenerator il = emitter.IL;
            il.Emit(OpCodes.Ldloc, groups[r / RowGroup]);
            if (r % RowGroup != 0)
            {
                il.Emit(OpCodes.Ldarg, Argument.ARow);
                il.Emit(OpCodes.Ldc_I4, r % RowGroup);
                il.Emit(OpCodes.Conv_I);
                il.Emit(OpCodes.Mul);
                il.Emit(OpCodes.Add);
            }
            return emitter.LoadBroadcast();
        }
    }

    private static void ForEach(LocalBuilder[,] sums, Action<int, int> body)
    {
        for (int r = 0; r < sums.GetLength(0); r++)
            for (int v = 0; v < sums.GetLength(1); v++) body(r, v);
    }

    private static void PushCell(ILGenerator il, short start, short stride, int row, int bytes)
    {
        il.Emit(OpCodes.Ldarg, start);
        il.Emit(OpCodes.Ldarg, stride);
        il.Emit(OpCodes.Ldc_I4, row);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldc_I4, bytes);
        il.Emit(OpCodes.Add);
    }

    private static void AddTo(ILGenerator il, LocalBuilder pointer, short argument)
    {
        il.Emit(OpCodes.Ldloc, pointer);
        il.Emit(OpCodes.Ldarg, argument);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, pointer);
    }

    private static void Copy(ILGenerator il, LocalBuilder from, LocalBuilder to)
    {
        il.Emit(OpCodes.Ldloc, from);
        il.Emit(OpCodes.Stloc, to);
    }

    /// <summary>Positions of <see cref="TileProduct"/>'s parameters.</summary>
    private static class Argument
    {
        public const short A = KernelEmitter.FirstArgument, ARow = A + 1, AStep = A + 2, B = A + 3, BStride = A + 4, Init = A + 5,
            InitRow = A + 6, C = A + 7, CRow = A + 8, K = A + 9;
    }
}
