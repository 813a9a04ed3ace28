namespace RnnScope.Engine.Tracing;

/// <summary>Takes what a site held over a stretch of the text, while the network reads on.</summary>
/// <param name="site">The site.</param>
/// <param name="from">The first symbol.</param>
/// <param name="rows">The values, (count, width); gone after the call.</param>
/// <remarks>
/// Each row comes once. Stretches come in any order and from several threads at once, those of one site too: what is added up
/// must not depend on the order.
/// </remarks>
public delegate void TraceRows(Site site, int from, ReadOnlySpan<float> rows);

/// <summary>A trace that nobody keeps.</summary>
internal sealed class RowSink(TraceRows receive) : ITraceSink
{
    public ISiteSink Open(Site site, long from) => new Stretch(site, checked((int)from), receive);

    private sealed class Stretch(Site site, int from, TraceRows receive) : ISiteSink
    {
        private int _next = from;

        public void Append(ReadOnlySpan<float> rows)
        {
            receive(site, _next, rows);
            _next += rows.Length / site.Width;
        }

        public void Complete()
        {
        }
    }
}
