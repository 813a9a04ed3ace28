namespace RnnScope.Analysis.Features;

/// <summary>In what kind of source text a reader is.</summary>
internal enum SourceState : byte
{
    /// <summary>Neither of the others.</summary>
    Code,

    /// <summary>Within a literal in quotes.</summary>
    String,

    /// <summary>Behind <c>//</c> or <c>/*</c>.</summary>
    Comment,
}
