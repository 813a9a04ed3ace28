namespace RnnScope.Engine.Files;

/// <summary>The version of this program, for the files that it writes.</summary>
public static class ProgramVersion
{
    /// <summary>Major, minor and patch number, as in "0.1.0".</summary>
    public static string Current { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
