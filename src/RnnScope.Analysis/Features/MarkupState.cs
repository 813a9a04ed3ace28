namespace RnnScope.Analysis.Features;

/// <summary>What a reader of markup is in; several at once may hold.</summary>
[Flags]
internal enum MarkupState : byte
{
    /// <summary>Plain text.</summary>
    None = 0,

    /// <summary>From &lt; up to the symbol before &gt;.</summary>
    Tag = 1,

    /// <summary>Within a tag, from the opening quote of a value up to the symbol before the closing one.</summary>
    Value = 2,

    /// <summary>From the last symbol of <c>&lt;!--</c> up to the symbol before the last of <c>--&gt;</c>.</summary>
    Comment = 4,

    /// <summary><c>[[...]]</c>, from the second symbol up to the symbol before the last.</summary>
    Link = 8,

    /// <summary><c>{{...}}</c>, from the second symbol up to the symbol before the last.</summary>
    Template = 16,

    /// <summary>From &amp; up to the symbol before the semicolon.</summary>
    Entity = 32,

    /// <summary>A line that begins with = or with # and a space, up to the symbol before the line feed.</summary>
    Heading = 64,

    /// <summary><c>$...$</c> and <c>$$...$$</c>.</summary>
    Mathematics = 128,
}
