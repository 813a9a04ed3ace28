using System.Runtime.InteropServices;
using RnnScope.Commands;

// Open MPI gives processes terminals, and logs should not have their control characters.
if (Launch.Current is not null) Environment.SetEnvironmentVariable("TERM", "dumb");

// The first Ctrl-C or SIGTERM asks the command to stop at a good place; a second Ctrl-C ends the program. A second SIGTERM
// does not: schedulers send it to a job's script and to the program, and the script passes it on.
using CancellationTokenSource interruption = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return await CommandLine.RunAsync(args, Console.Out, Console.Error, interruption.Token);

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = signal.Signal == PosixSignal.SIGTERM || !interruption.IsCancellationRequested;
    interruption.Cancel();
}
