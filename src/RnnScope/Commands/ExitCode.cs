namespace RnnScope.Commands;

/// <summary>How a command ended; docs/commands.md lists them.</summary>
internal enum ExitCode
{
    /// <summary>Everything was done.</summary>
    Ok = 0,

    /// <summary>The program has a mistake.</summary>
    Internal = 1,

    /// <summary>The command line is wrong: an unknown verb or option, or a value that is out of range.</summary>
    Usage = 2,

    /// <summary>A text or a unit file cannot be used.</summary>
    BadInput = 3,

    /// <summary>A run, or a file of one, is missing, damaged or something else.</summary>
    BadRun = 4,

    /// <summary>Training diverged: the loss is no longer a number.</summary>
    Diverged = 5,

    /// <summary>The system refused: the disk is full, a file may not be written, a port is taken.</summary>
    System = 6,

    /// <summary>A sweep has tasks that failed or are missing; its report says which.</summary>
    Incomplete = 7,

    /// <summary>A task of a sweep is not done for a reason that passes: it was told to stop, or another copy of it runs.</summary>
    TryAgain = 75,

    /// <summary>Somebody pressed Ctrl-C or ended the program.</summary>
    Interrupted = 130,
}
