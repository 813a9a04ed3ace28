namespace RnnScope.Engine.Files;

/// <summary>The right to train a run: one process has it at a time, on one machine or on many that share the folder.</summary>
/// <remarks>
/// The lock is a file, <c>training.lock</c>, that names its owner. It is created only where there is none, by the system's own exclusive
/// creation, which shared folders keep as promised; for the moment until the name is in it, it is the lock of somebody without a name. Its
/// owner writes it again every ten seconds. On the owner's own machine a lock counts for as long as the process lives; elsewhere until it
/// has been silent for 90 seconds by the clock of the folder itself, so that clocks that differ do no harm. Whoever is held up that long
/// and comes back finds that the lock is another's, and writes no more.
/// </remarks>
public sealed class RunLock : IDisposable
{
    private const string FileName = "training.lock";
    private readonly string _path;
    private readonly string _folder;
    private readonly LockOwner _owner;
    private readonly ITimer _beat;

    private RunLock(RunFolder folder, LockOwner owner, TimeProvider time)
    {
        (_folder, _path, _owner) = (folder.Path, FileOf(folder), owner);
        _beat = time.CreateTimer(_ => Beat(), null, BeatEvery, BeatEvery);
    }

    /// <summary>How often the owner gives a sign.</summary>
    public static TimeSpan BeatEvery { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a process on another machine may be silent before others take its run over.</summary>
    public static TimeSpan StaleAfter { get; } = TimeSpan.FromSeconds(90);

    /// <summary>Takes the lock; that of a process that is gone is taken over.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="time">The clock of the owner's signs.</param>
    /// <param name="job">The scheduler's name for the work, for whoever finds the run locked; empty without one.</param>
    /// <exception cref="RunLockedException">Another process trains this run.</exception>
    public static RunLock Take(RunFolder folder, TimeProvider time, string job = "")
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(time);
        string path = FileOf(folder);
        LockOwner owner = LockOwner.Here(job);
        while (!TryCreate(path, owner))
        {
            // Not there any more: its owner has just ended.
            if (Look(folder, time) is not { } found) continue;
            if (found.IsHeld) throw RunLockedException.Held(folder.Path, found);
            Remove(path, found.Owner);
        }

        return new RunLock(folder, owner, time);
    }

    /// <summary>Who holds a run, if anybody does, without touching the lock.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="time">The clock that is asked where the folder cannot be written to.</param>
    /// <returns>Null where there is no lock: nobody trains the run, and nobody left it in the middle.</returns>
    public static LockSign? Look(RunFolder folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(time);
        string path = FileOf(folder);
        if (!TryRead(path, out LockOwner? owner, out DateTime written)) return null;
        TimeSpan silence = Now(folder.Path, time) - written;
        if (silence < TimeSpan.Zero) silence = TimeSpan.Zero;
        return new LockSign(owner, owner?.IsAlive ?? silence < StaleAfter, silence);
    }

    /// <summary>To be called before each writing: makes sure that nobody has taken the run over.</summary>
    /// <exception cref="RunLockedException">Somebody has.</exception>
    public void Require()
    {
        TryRead(_path, out LockOwner? found, out _);
        if (found?.Token != _owner.Token) throw RunLockedException.Lost(_folder, found);
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        _beat.Dispose();
        if (TryRead(_path, out LockOwner? found, out _) && found?.Token == _owner.Token) File.Delete(_path);
    }

    private static string FileOf(RunFolder folder) => Path.Combine(folder.Path, FileName);

    private static bool TryCreate(string path, LockOwner owner)
    {
        FileStream file;
        try
        {
            // Not a complete file moved here: moving looks whether the name is free and then moves, and two may look at once.
            file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (IOException e) when (IsTaken(e) || File.Exists(path))
        {
            return false;
        }

        try
        {
            using (file) file.Write(owner.ToJson());
            return true;
        }
        catch
        {
            // The disk is full, say: nobody should wait for an owner who never began.
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Whether the name was there, though it may be gone by now: EEXIST, and ERROR_FILE_EXISTS and ERROR_ALREADY_EXISTS of Windows.</summary>
    private static bool IsTaken(IOException e) => e.HResult is 17 or unchecked((int)0x80070050) or unchecked((int)0x800700B7);

    /// <summary>Removes a lock that was judged to be left behind, and no other.</summary>
    private static void Remove(string path, LockOwner? judged)
    {
        string aside = AtomicFile.TemporaryName(path);
        try
        {
            // Only one of several succeeds in renaming.
            File.Move(path, aside, overwrite: true);
            TryRead(aside, out LockOwner? removed, out _);
            // Somebody was quicker, and this is already their new lock: it goes back, unless there is a third one.
            if (removed?.Token != judged?.Token) File.Move(aside, path, overwrite: false);
        }
        catch (IOException)
        {
            // Whatever happened, the next attempt to create the lock shows where things stand.
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static bool TryRead(string path, out LockOwner? owner, out DateTime written)
    {
        (owner, written) = (null, default);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[Math.Min(file.Length, 4096)];
            int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            owner = LockOwner.Parse(bytes.AsSpan(0, read));
            written = File.GetLastWriteTimeUtc(file.SafeFileHandle);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The time by the clock that stamps the files of a folder.</summary>
    private static DateTime Now(string folder, TimeProvider time)
    {
        string probe = AtomicFile.TemporaryName(Path.Combine(folder, FileName));
        try
        {
            File.WriteAllBytes(probe, [0]);
            return File.GetLastWriteTimeUtc(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return time.GetUtcNow().UtcDateTime;
        }
        finally
        {
            File.Delete(probe);
        }
    }

    /// <summary>Writes the same bytes again, into the file that is there: a lock that was removed does not come back.</summary>
    private void Beat()
    {
        try
        {
            using FileStream file = new(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] mine = _owner.ToJson(), there = new byte[mine.Length];
            if (file.ReadAtLeast(there, there.Length, throwOnEndOfStream: false) < mine.Length || !mine.AsSpan().SequenceEqual(there)) return;
            file.Position = 0;
            file.Write(mine);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A shared folder may be away for a moment; the next sign comes in ten seconds.
        }
    }
}
