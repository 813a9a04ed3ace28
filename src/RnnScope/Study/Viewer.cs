namespace RnnScope.Study;

/// <summary>Links into the viewer, in the form that viewer/src/state/selection.ts reads.</summary>
internal static class Viewer
{
    /// <summary>The address of a unit; null when nobody said where the viewer is.</summary>
    public static string? Address(StudyContext study, StudyRun run, string site, int unit) => study.Options.Viewer is not { } viewer ? null
        : FormattableString.Invariant($"{viewer.TrimEnd('/')}/#run={Uri.EscapeDataString(run.Folder.Name)}&site={Uri.EscapeDataString(site)}&unit={unit}");
}
