using System.Reflection.Emit;
using RnnScope.Numerics.Kernels;
using RnnScope.Numerics.Memory;

namespace RnnScope.Numerics.Elementwise;

/// <summary>An <see cref="ElementwiseProgram"/> as machine code for rows whose slots are H lanes apart.</summary>
/// <remarks>Each lane computes what the lines say, one rounding per line except that a * b + c is fused where the product has no
/// other use; the bits do not depend on the vector width.</remarks>
public sealed class ElementwiseKernel
{
    private delegate void RowLoop(
        nint p0, nint p1, nint p2, nint p3, nint p4, nint p5, nint p6,
        nint stride0, nint stride1, nint stride2, nint stride3, nint stride4, nint stride5, nint stride6, int rows);

    private readonly RowLoop _loop;
    private readonly int[] _widths = new int[ElementwiseProgram.MaximumBlocks];

    /// <summary>Compiles a program.</summary>
    /// <param name="program">What to compute.</param>
    /// <param name="lanes">Floats from one slot to the next, a multiple of 16; all are computed.</param>
    public ElementwiseKernel(ElementwiseProgram program, int lanes)
    {
        if (lanes <= 0 || lanes % 16 != 0) throw new ArgumentOutOfRangeException(nameof(lanes), lanes, "a positive multiple of 16");
        foreach ((int block, int slot) in SlotsOf(program)) _widths[block] = Math.Max(_widths[block], (slot + 1) * lanes);
        _loop = Generate(program, lanes, block => _widths[block] > 0);
    }

    /// <summary>Runs the program over rows of up to seven blocks; blocks the program does not name may be default.</summary>
    public void Run(
        int rows, RowBlock block0, RowBlock block1 = default, RowBlock block2 = default, RowBlock block3 = default, RowBlock block4 = default,
        RowBlock block5 = default, RowBlock block6 = default)
    {
        if (rows == 0) return;
        Check(block0, 0, rows);
        Check(block1, 1, rows);
        Check(block2, 2, rows);
        Check(block3, 3, rows);
        Check(block4, 4, rows);
        Check(block5, 5, rows);
        Check(block6, 6, rows);
        _loop(Start(block0), Start(block1), Start(block2), Start(block3), Start(block4), Start(block5), Start(block6),
            block0.StrideBytes, block1.StrideBytes, block2.StrideBytes, block3.StrideBytes, block4.StrideBytes, block5.StrideBytes,
            block6.StrideBytes, rows);
    }

    private static nint Start(RowBlock block) => block.Buffer is null ? 0 : block.Address;

    private void Check(RowBlock block, int index, int rows)
    {
        if (_widths[index] == 0) return;
        if (block.Buffer is null) throw new ArgumentException($"the program reads or writes block {index}, which was not given");
        block.Check(rows, _widths[index]);
    }

    /// <summary>What a program reads or writes, each once.</summary>
    private static IEnumerable<(int Block, int Slot)> SlotsOf(ElementwiseProgram program) =>
        program.Lines.Where(line => line.Op == ElementOp.Load).Select(line => (line.Block, line.Slot))
            .Concat(program.Stores.Select(store => (store.Block, store.Slot))).Distinct();

    private static RowLoop Generate(ElementwiseProgram program, int lanes, Func<int, bool> isNamed)
    {
        Type[] parameters = [.. Enumerable.Repeat(typeof(nint), 2 * ElementwiseProgram.MaximumBlocks), typeof(int)];
        var emitter = new KernelEmitter("elementwise", parameters, VectorWidth.Native);
        ILGenerator il = emitter.IL;
        LocalBuilder lane = il.DeclareLocal(typeof(nint));
        Label nextRow = il.DefineLabel(), nextLane = il.DefineLabel();

        il.MarkLabel(nextRow);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Stloc, lane);
        il.MarkLabel(nextLane);
        new ElementwiseBody(emitter, program, PushAddress).Emit();
        // Rows left the caches long ago, and are too short for the processor to foresee the next one.
        foreach ((int block, int slot) in SlotsOf(program))
        {
            emitter.Prefetch(() =>
            {
                PushAddress(block, slot);
                il.Emit(OpCodes.Ldarg, StrideOf(block));
                il.Emit(OpCodes.Add);
            });
        }

        il.Emit(OpCodes.Ldloc, lane);
        il.Emit(OpCodes.Ldc_I4, emitter.Width.Bytes);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, lane);
        il.Emit(OpCodes.Ldloc, lane);
        il.Emit(OpCodes.Ldc_I4, lanes * sizeof(float));
        il.Emit(OpCodes.Blt, nextLane);
        for (int block = 0; block < ElementwiseProgram.MaximumBlocks; block++)
        {
            if (!isNamed(block)) continue;
            il.Emit(OpCodes.Ldarg, StartOf(block));
            il.Emit(OpCodes.Ldarg, StrideOf(block));
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Starg, StartOf(block));
        }
        const short rows = KernelEmitter.FirstArgument + 2 * ElementwiseProgram.MaximumBlocks;
        il.Emit(OpCodes.Ldarg, rows);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg, rows);
        il.Emit(OpCodes.Ldarg, rows);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Bgt, nextRow);
        return emitter.Finish<RowLoop>();

        void PushAddress(int block, int slot)
        {
            il.Emit(OpCodes.Ldarg, StartOf(block));
            il.Emit(OpCodes.Ldloc, lane);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldc_I4, slot * lanes * sizeof(float));
            il.Emit(OpCodes.Add);
        }

        static short StartOf(int block) => (short)(KernelEmitter.FirstArgument + block);

        static short StrideOf(int block) => (short)(StartOf(block) + ElementwiseProgram.MaximumBlocks);
    }
}
