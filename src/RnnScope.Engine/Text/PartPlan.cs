namespace RnnScope.Engine.Text;

/// <summary>Where one part lies: stream b has Windows x Steps symbols from Start + b x Stride.</summary>
internal readonly record struct PartPlan(long Start, long Stride, int Streams, int Steps, int Windows);
