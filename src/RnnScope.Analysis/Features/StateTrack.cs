namespace RnnScope.Analysis.Features;

/// <summary>A track that is 1 in one of the scanner's states.</summary>
internal static class StateTrack
{
    /// <summary>1 where the text is in the state, 0 elsewhere.</summary>
    public static float[] Of(ReadOnlySpan<int> codes, SourceState wanted)
    {
        SourceState[] states = SourceScanner.Scan(codes);
        float[] track = new float[states.Length];
        for (int i = 0; i < track.Length; i++) track[i] = states[i] == wanted ? 1 : 0;
        return track;
    }
}
