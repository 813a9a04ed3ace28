using RnnScope.Engine.Files;
using RnnScope.Runs;

namespace RnnScope.Server;

/// <summary>Names and notes of a run's units as docs/contract.md has them.</summary>
/// <param name="CanWrite">Whether this server writes notes.</param>
/// <param name="Problem">Why those of the run cannot be read; null where they can.</param>
/// <param name="Units">The notes, by site and unit.</param>
internal sealed record NotesInfo(bool CanWrite, string? Problem, IReadOnlyList<UnitNote> Units)
{
    /// <summary>The notes as they are now; another program may have written some.</summary>
    public static NotesInfo Of(RunFolder folder, bool canWrite)
    {
        try
        {
            return new NotesInfo(canWrite, null, UnitNotes.Read(folder));
        }
        catch (RunFileException e)
        {
            // A run whose notes are damaged can be looked at all the same.
            return new NotesInfo(false, $"{e.Message}: {e.Hint}", []);
        }
    }
}
