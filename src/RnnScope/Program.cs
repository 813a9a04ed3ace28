using System.Runtime.InteropServices;
using RnnScope.Commands;

// Open MPI gives processes terminals, and logs should not have their control characters.
if (Launch.Current is not null) Environment.SetEnvironmentVariable("TERM", "dumb");

// The first Ctrl-C or SIGTERM asks the command to stop at a good place; the second one ends the program.
using CancellationTokenSource interruption = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return await CommandLine.RunAsync(args, Console.Out, Console.Error, interruption.Token);

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
}
