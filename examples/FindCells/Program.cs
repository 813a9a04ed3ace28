// Trains a network on a text, records what it does, and names the units that follow something in the text.
//   dotnet run -c Release --project examples/FindCells -- book.txt runs
using RnnScope.Analysis.Cells;
using RnnScope.Analysis.Features;
using RnnScope.Engine.Files;
using RnnScope.Engine.Text;
using RnnScope.Engine.Tracing;
using RnnScope.Engine.Training;
using RnnScope.Numerics;

// Train: everything that is not said is as in the paper of 2015.
RunConfiguration run = RunConfiguration.For(args[0], unit: "lstm") with { Layers = 1, Units = 32, Streams = 16, Training = new() { Epochs = 3 } };
ITrainingText text = run.ReadText();
RunFolder folder = RunFolder.Create(args[1], "example", run.Save);
using WorkerPool workers = new(Environment.ProcessorCount);
using Trainer trainer = new(folder, run, text, workers, TimeProvider.System);
TrainingResult result = trainer.Run(resumes: false, progress => { }, CancellationToken.None);
Console.WriteLine($"{result.TestLossNats:F3} nats per character over {result.TestCharacters} characters");

// Record: every named line of the unit's equations, at every character.
using Model model = ModelFile.Load(folder.ModelFile);
string file = folder.TraceFile("example");
Tracer.Write(file, model.Network, model.Vocabulary, text.Test.ReadingOrder(), new TraceOptions { Precision = TensorType.F32 });
using TraceFile trace = TraceFile.Open(file);

// Search: built-in properties of the text's kind, and one of your own.
ScannedText scanned = ScannedText.Of(trace.Symbols, trace.Vocabulary);
TextProperty[] properties = [PropertyExpression.Parse("since(\"\\n\")").Over(scanned), .. PropertySet.Of(scanned).Properties];
CellSearchResult found = CellSearch.Find(new TraceUnits(trace), twin: null, properties, new CellSearchOptions());
foreach (PropertyCells cells in found.Properties)
    Console.WriteLine($"{cells.Property.Name}: {cells.Best[0].Scored.Unit}, {cells.Best[0].Scored.Score.Estimate:F2} where chance gives {cells.Chance:F2}");
