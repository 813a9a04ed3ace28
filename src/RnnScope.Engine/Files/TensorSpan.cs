namespace RnnScope.Engine.Files;

/// <summary>Where a tensor lies in its file.</summary>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Offset">First byte, from the beginning of the file.</param>
/// <param name="Elements">How many elements it has.</param>
internal sealed record TensorSpan(TensorType Type, IReadOnlyList<long> Shape, long Offset, long Elements)
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 or TensorType.U64 => 8,
        TensorType.F32 => 4,
        TensorType.F16 or TensorType.U16 => 2,
        TensorType.U8 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a tensor type"),
    };

    /// <summary>The number of elements of a shape, or -1 when it is negative somewhere or its bytes pass 2^63.</summary>
    public static long Count(IReadOnlyList<long> shape, TensorType type)
    {
        UInt128 bytes = (UInt128)Size(type);
        foreach (long size in shape)
        {
            if (size < 0) return -1;
            bytes *= (UInt128)size;
            if (bytes > (UInt128)long.MaxValue) return -1;
        }

        return (long)bytes / Size(type);
    }

    /// <summary>The position in the file of an element, after checking that a block of elements lies in the tensor.</summary>
    public long Locate(string name, long start, int count)
    {
        if (start < 0 || start > Elements - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), $"elements {start}..{(Int128)start + count} of '{name}', which has {Elements}");
        }

        return Offset + start * Size(Type);
    }
}
