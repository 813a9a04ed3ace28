using System.Reflection.Emit;

namespace RnnScope.Numerics.Kernels;

/// <summary>c = init + a b for one register tile. Strides are in bytes; a step is from one k to the next.</summary>
/// <remarks>init = 0 starts from zero; an init stride of 0 starts every row from the same numbers (a bias).</remarks>
internal delegate void TileProduct(
    nint a, nint aRowStride, nint aStepStride, nint b, nint bStepStride, nint init, nint initRowStride, nint c, nint cRowStride, int k);

/// <summary>Generates and keeps the register-tile products, the innermost loop of every matrix product.</summary>
/// <remarks>
/// A tile of R rows by C vectors keeps R C sums in registers; each k costs C loads of b, R broadcasts of a and R C fused
/// multiply-adds. Each output is one chain of fused multiply-adds in the order of k, whatever the tile: the same bits for
/// every tile shape and vector width.
/// </remarks>
internal static class MicroKernel
{
    /// <summary>Columns of a packed panel, at any width.</summary>
    public const int PanelColumns = 32;

    private const int RowGroup = 4;

    // Two vectors of columns, and as many rows as leave registers for b and one broadcast.
    private const int MaximumVectors = 2;

    /// <summary>Rows of the largest tile.</summary>
    public static int MaximumRows { get; } = VectorWidth.Native.Registers == 32 ? 12 : 6;

    /// <summary>Columns of the widest tile.</summary>
    public static int MaximumColumns { get; } = MaximumVectors * VectorWidth.Native.Lanes;

    // After MaximumRows: static fields are filled in the order of the text.
    private static readonly TileProduct?[] Tiles = new TileProduct?[(MaximumRows + 1) * (MaximumVectors + 1)];

    /// <summary>The product for a tile of <paramref name="rows"/> rows and <paramref name="vectors"/> vectors of columns.</summary>
    public static TileProduct Tile(int rows, int vectors)
    {
        ref TileProduct? slot = ref Tiles[rows * (MaximumVectors + 1) + vectors];
        return slot ??= Generate(rows, vectors, VectorWidth.Native);
    }

    private static TileProduct Generate(int rows, int vectors, VectorWidth width)
    {
        Type[] parameters = [.. Enumerable.Repeat(typeof(nint), 9), typeof(int)];
        var emitter = new KernelEmitter($"tile_{rows}x{vectors}", parameters, width);
        ILGenerator il = emitter.IL;
        var sums = new LocalBuilder[rows, vectors];
        for (int r = 0; r < rows; r++)
            for (int v = 0; v < vectors; v++) sums[r, v] = emitter.NewVector();

        EmitStart(emitter, sums);
        LocalBuilder[] groups = EmitRowGroups(il, rows);
        Label top = il.DefineLabel(), done = il.DefineLabel();
        il.Emit(OpCodes.Ldarg, Argument.K);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ble, done);
        il.MarkLabel(top);
        EmitStep(emitter, sums, groups);
        foreach (LocalBuilder group in groups) AddTo(il, group, Argument.AStep);
        il.Emit(OpCodes.Ldarg, Argument.B);
        il.Emit(OpCodes.Ldarg, Argument.BStep);
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

    /// <summary>One k: sums[r, v] += a[r, k] * b[k, v].</summary>
    private static void EmitStep(KernelEmitter emitter, LocalBuilder[,] sums, LocalBuilder[] groups)
    {
        ILGenerator il = emitter.IL;
        var b = new LocalBuilder[sums.GetLength(1)];
        for (int v = 0; v < b.Length; v++)
        {
            il.Emit(OpCodes.Ldarg, Argument.B);
            il.Emit(OpCodes.Ldc_I4, v * emitter.Width.Bytes);
            il.Emit(OpCodes.Add);
            b[v] = emitter.Load();
        }
        for (int r = 0; r < sums.GetLength(0); r++)
        {
            il.Emit(OpCodes.Ldloc, groups[r / RowGroup]);
            if (r % RowGroup != 0)
            {
                il.Emit(OpCodes.Ldarg, Argument.ARow);
                il.Emit(OpCodes.Ldc_I4, r % RowGroup);
                il.Emit(OpCodes.Conv_I);
                il.Emit(OpCodes.Mul);
                il.Emit(OpCodes.Add);
            }
            LocalBuilder a = emitter.LoadBroadcast();
            for (int v = 0; v < b.Length; v++) emitter.Accumulate(sums[r, v], a, b[v]);
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
        public const short A = 0, ARow = 1, AStep = 2, B = 3, BStep = 4, Init = 5, InitRow = 6, C = 7, CRow = 8, K = 9;
    }
}
