using System.Globalization;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;
using RnnScope.Engine.Tracing;

namespace RnnScope.Analysis.Gates;

/// <summary>Counts of a shard as a safetensors file, to be added up with those of other machines.</summary>
public static class GateCountsFile
{
    /// <summary>The value of the metadata <c>format</c>.</summary>
    public const string Format = "rnnscope-gate-counts-1";

    private const string FormatName = "format", TitleName = "title", ModelName = "model", TextName = "text", ShardName = "shard";
    private const string CharactersName = "characters", StreamsName = "streams", WarmUpName = "warm_up";

    /// <summary>Writes the counts of one shard.</summary>
    public static void Save(string path, GateCounts counts)
    {
        (ReadingPlan plan, Shard shard) = (counts.Reading.Plan, counts.Shards.Single());
        Dictionary<string, string> metadata = new()
        {
            [FormatName] = Format,
            [TitleName] = counts.Reading.Title,
            [ModelName] = counts.Reading.ModelHash,
            [TextName] = counts.Reading.TextHash,
            [ShardName] = shard.ToString(),
            [CharactersName] = Number(plan.Characters),
            [StreamsName] = Number(plan.Streams),
            [WarmUpName] = Number(plan.WarmUp),
            ["program"] = ProgramVersion.Current,
        };
        List<TensorDeclaration> tensors = [];
        ForEach(counts, (name, values) => tensors.Add(new(name, TensorType.I64, values.Length)), (name, values) => tensors.Add(new(name, TensorType.F32, values.Length)));
        using TensorFileWriter file = new(path, tensors, metadata);
        ForEach(counts, (name, values) => file.WriteInt64(name, 0, values), (name, values) => file.WriteFloats(name, 0, values));
        file.Commit();
    }

    /// <summary>Reads the counts of a shard.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The network that was counted.</param>
    /// <param name="modelHash">SHA-256 of its model file.</param>
    /// <exception cref="RunFileException">The file is missing, damaged, something else, or of another network.</exception>
    public static GateCounts Load(string path, NetworkShape shape, string modelHash)
    {
        const string Hint = "count again with `rnnscope gates RUN TEXT --shard K/N --out FILE`";
        using TensorFile file = TensorFile.Open(path);
        string format = Text(FormatName);
        if (format != Format) throw new RunFileException(path, $"counts of gates (format {Format})", format.Length == 0 ? "something else" : $"format {format}", Hint);
        if (Text(ModelName) != modelHash) throw new RunFileException(path, "counts of this run's model", "counts of another one", Hint);
        GateCounts counts;
        try
        {
            ReadingPlan plan = ReadingPlan.For(Whole(CharactersName, int.MaxValue), (int)Whole(StreamsName, int.MaxValue), (int)Whole(WarmUpName, int.MaxValue));
            Shard shard = Shard.Parse(Text(ShardName));
            _ = shard.Streams(plan);
            counts = new GateCounts(shape, new GateReading(Text(TitleName), modelHash, Text(TextName), plan), [shard]);
        }
        catch (ArgumentException damage)
        {
            throw new RunFileException(path, "a shard of a text", damage.Message, Hint, damage);
        }

        ForEach(counts, (name, values) => Read(name, values, file.ReadInt64), (name, values) => Read(name, values, file.ReadFloats));
        return counts;

        string Text(string name) => file.Metadata.GetValueOrDefault(name, "");

        long Whole(string name, long most) => long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most
            ? number
            : throw new ArgumentException($"{name} '{Text(name)}'");

        void Read<T>(string name, T[] values, ReadTensor<T> read)
        {
            file.RequireShape(name, values.Length);
            read(name, 0, values);
        }
    }

    private delegate void ReadTensor<T>(string name, long start, Span<T> destination);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Everything that is added up, by the name of its tensor.</summary>
    private static void ForEach(GateCounts counts, Action<string, long[]> whole, Action<string, float[]> real)
    {
        for (int layer = 0; layer < counts.Layers; layer++)
        {
            for (int gate = 0; gate < counts.Gates[layer].Length; gate++)
            {
                whole($"layers.{layer}.gates.{gate}.left", counts.Gates[layer][gate].Left);
                whole($"layers.{layer}.gates.{gate}.right", counts.Gates[layer][gate].Right);
            }

            real($"layers.{layer}.minimum", counts.Outputs[layer].Minimum);
            real($"layers.{layer}.maximum", counts.Outputs[layer].Maximum);
            real($"layers.{layer}.outputs", counts.Outputs[layer].Kept);
        }
    }
}
