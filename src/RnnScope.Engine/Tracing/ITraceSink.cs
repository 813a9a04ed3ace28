namespace RnnScope.Engine.Tracing;

/// <summary>Where recorded values go: a file or memory.</summary>
internal interface ITraceSink
{
    /// <summary>Takes the values of a stretch of the text.</summary>
    /// <param name="site">The site.</param>
    /// <param name="from">The first symbol.</param>
    /// <param name="rows">The values, (count, width).</param>
    void Write(Site site, int from, ReadOnlySpan<float> rows);
}
