using System.CommandLine;
using RnnScope.Engine.Interventions;
using RnnScope.Engine.Sampling;
using RnnScope.Engine.Text;
using RnnScope.Runs;

namespace RnnScope.Commands;

/// <summary><c>sample RUN</c>: the network writes.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        Argument<string> run = CommonOptions.Run();
        Option<string> prompt = new("--prompt")
        {
            Description = "What the network reads before it writes. Without it the first symbol is drawn from the training text's.",
            DefaultValueFactory = _ => "",
            HelpName = "TEXT",
        };
        Option<float> temperature = new("--temperature")
        {
            Description = "Below 1 the text is more likely and more alike, above 1 less; 0 always takes the likeliest symbol. 0, or 0.01 to 100.",
            DefaultValueFactory = _ => 1,
            HelpName = "X",
        };
        Option<int> length = CommonOptions.Number("--length", 500, 1, 100_000_000, "How many symbols to write.");
        Option<ulong> seed = new("--seed")
        {
            Description = "Where the random numbers start: the same seed gives the same text on every machine.",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };
        Option<string[]> hold = new("--hold")
        {
            Description = "Hold units at a number all the time, from the prompt on: layers.1.c:43=1, layers.1.c:3,7,10-12=0. May be given several times.",
            DefaultValueFactory = _ => [],
            HelpName = "UNITS=X",
        };
        Command command = new("sample", "Lets a trained network write: each symbol is drawn from what the network expects next.")
        {
            run, prompt, temperature, length, seed, hold, CommonOptions.Json,
        };
        command.Examples(
            "rnnscope sample runs/demo --prompt \"public static\" --temperature 0.7",
            "rnnscope sample runs/demo --prompt \"return \" --hold layers.1.c:43=1");
        command.SetWork((context, cancellation) =>
        {
            Request request = new(
                context.Get(run), context.Get(prompt), context.Get(temperature), context.Get(length), context.Get(seed), context.Get(hold));
            return Task.FromResult(Sample(context, request, cancellation));
        });
        return command;
    }

    private static ExitCode Sample(CommandContext context, Request request, CancellationToken cancellation)
    {
        using Run run = Run.Open(request.Run);
        run.RequireNextSymbol();
        Vocabulary vocabulary = run.Model.Vocabulary;
        UnitValue[] holds = [.. request.Holds.Select(text => UnitValue.Parse("--hold", text, run.Model.Network.Shape))];
        using HeldNetwork? held = holds.Length == 0 ? null : new HeldNetwork(run.Model.Network, holds.Select(hold => hold.Units.Site));
        held?.Hold([.. holds.Select(hold => Hold.At(hold.Units, hold.Value))]);
        using Sampler sampler = new(held?.Network ?? run.Model.Network, vocabulary, request.Temperature, request.Seed);
        ushort[] prompt = vocabulary.Encode(SymbolReader.Codes(request.Prompt, vocabulary.Kind), out int unknown);
        if (unknown > 0) context.Note($"{unknown} of {prompt.Length} symbols of the prompt are unknown to the network");
        sampler.Read(prompt);
        ushort[] ids = ConsoleProgress.Run(context, "writing", request.Length, "symbols", report =>
        {
            ushort[] drawn = new ushort[request.Length];
            for (int i = 0; i < drawn.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                drawn[i] = sampler.Next();
                report(i + 1);
            }

            return drawn;
        });
        string text = vocabulary.Decode(ids);
        if (context.IsJson)
            context.WriteJson(new { run = run.Folder.Name, request.Prompt, unknown, request.Temperature, request.Seed, request.Length, holds = holds.Select(hold => hold.ToString()), text });
        else
            context.Output.WriteLine(request.Prompt + text);
        return ExitCode.Ok;
    }

    private sealed record Request(string Run, string Prompt, float Temperature, int Length, ulong Seed, string[] Holds);
}
