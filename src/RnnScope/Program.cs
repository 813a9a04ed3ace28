using System.Runtime.InteropServices;
using RnnScope.Commands;

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
