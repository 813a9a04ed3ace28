using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

// All suites, in a minute:  dotnet run -c Release --project bench/RnnScope.Bench -- --filter '*'
// One suite:                dotnet run -c Release --project bench/RnnScope.Bench -- --filter '*Product*'

// In this very process: no second build, no network, and what a benchmark finds out is there for the columns.
Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(4).WithIterationCount(11).WithIterationTime(TimeInterval.FromMilliseconds(100));
ManualConfig config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(ConsoleLogger.Default).AddExporter(MarkdownExporter.GitHub)
    .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params);

Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config)];
foreach (Summary summary in summaries)
{
    // All tables once more, below the last line of the log.
    Console.WriteLine();
    Console.WriteLine(summary.Title);
    MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
}
return summaries.All(summary => summary.Reports.All(report => report.Success) && !summary.HasCriticalValidationErrors) ? 0 : 1;
