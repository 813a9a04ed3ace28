namespace RnnScope.Engine.Tracing;

/// <summary>Where recorded values go: a file or memory.</summary>
internal interface ITraceSink
{
    /// <summary>Begins a stretch of a site. Many threads may write at once, each its own stretches.</summary>
    /// <param name="site">The site.</param>
    /// <param name="from">The first symbol.</param>
    ISiteSink Open(Site site, long from);
}

/// <summary>Takes the rows of a stretch of a site, one after the other.</summary>
internal interface ISiteSink
{
    /// <summary>Takes the rows that follow, (count, width).</summary>
    void Append(ReadOnlySpan<float> rows);

    /// <summary>Ends the stretch; nothing of it is held back any longer.</summary>
    void Complete();
}
