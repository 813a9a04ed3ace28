using RnnScope.Study.Page;

namespace RnnScope.Study;

/// <summary>A section of the report: one question, one figure or a few, and how to read them.</summary>
internal abstract class StudySection
{
    /// <summary>Its anchor within the page, and the beginning of its figures' names.</summary>
    public abstract string Id { get; }

    /// <summary>Two or three words for it.</summary>
    public abstract string Name { get; }

    /// <summary>What it answers, in one sentence.</summary>
    public abstract string Question { get; }

    /// <summary>The page in docs that says more; empty for none.</summary>
    public virtual string Page => "";

    /// <summary>How it was done, in two lines.</summary>
    public abstract string Method { get; }

    /// <summary>What its figures do not say.</summary>
    public virtual IReadOnlyList<string> Caveats => [];

    /// <summary>Does the work, or takes it from the cache, and shows it.</summary>
    public abstract void Write(StudyContext study, SectionBuilder page);
}
