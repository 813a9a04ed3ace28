namespace RnnScope.Engine.Networks;

/// <summary>What a <see cref="NetworkPass"/> makes room for.</summary>
/// <param name="Steps">T, the most steps of a window.</param>
/// <param name="Learns">Whether gradients are wanted.</param>
/// <param name="Dropout">Probability that a unit's output is dropped between layers while learning.</param>
/// <param name="KeepsLogits">Whether logits can be read afterwards; never while learning.</param>
/// <param name="BlockSteps">Steps worked on while they are in cache; 0: a good number.</param>
/// <param name="ChangesVectors">Whether the unit's vectors are given for each step and stream.</param>
internal readonly record struct PassOptions(int Steps, bool Learns, float Dropout, bool KeepsLogits, int BlockSteps, bool ChangesVectors);
