using System.Globalization;
using RnnScope.Engine.Files;
using RnnScope.Engine.Networks;

namespace RnnScope.Engine.Training;

/// <summary>Writes and reads everything that a training needs to go on bit for bit.</summary>
internal static class Checkpoint
{
    private const string Format = "rnnscope-checkpoint-1";

    /// <summary>Saves; the last two are kept, older ones go.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="state">What to save; its carried states have been collected.</param>
    public static void Save(RunFolder folder, TrainingState state)
    {
        var tensors = new List<TensorDeclaration>();
        foreach ((string prefix, ParameterSet set) in Sets(state))
            tensors.AddRange(set.Tensors.Select(tensor => new TensorDeclaration(prefix + tensor.Name, TensorType.F32, tensor.Shape)));
        foreach ((string name, int _, int _) in States(state))
            tensors.Add(new(name, TensorType.F32, state.Streams, state.Network.Shape.Units));
        using (var writer = new TensorFileWriter(folder.CheckpointFile(state.Step), tensors, Metadata(state)))
        {
            foreach ((string prefix, ParameterSet set) in Sets(state))
                foreach (ParameterTensor tensor in set.Tensors) writer.WriteFloats(prefix + tensor.Name, 0, set.Values(tensor));
            foreach ((string name, int layer, int unitState) in States(state)) writer.WriteFloats(name, 0, state.Carried.Rows(layer, unitState));
            writer.Commit();
        }
        foreach (string old in folder.CheckpointFiles().SkipLast(2)) File.Delete(old);
    }

    /// <summary>Restores the latest checkpoint; its carried states have then to be spread.</summary>
    /// <returns>False when there is none yet: the training starts from its seed.</returns>
    public static bool TryRestore(RunFolder folder, TrainingState state)
    {
        if (folder.CheckpointFiles() is not [.., string path]) return false;
        using TensorFile file = TensorFile.Open(path);
        if (file.Metadata.GetValueOrDefault("format") != Format)
            throw new RunFileException(path, $"a checkpoint ({Format})", "another kind of file", "delete it: an earlier checkpoint will be used");
        foreach ((string prefix, ParameterSet set) in Sets(state))
        {
            foreach (ParameterTensor tensor in set.Tensors)
            {
                file.RequireShape(prefix + tensor.Name, tensor.Shape);
                file.ReadFloats(prefix + tensor.Name, 0, set.Values(tensor));
            }
        }
        foreach ((string name, int layer, int unitState) in States(state))
        {
            file.RequireShape(name, state.Streams, state.Network.Shape.Units);
            file.ReadFloats(name, 0, state.Carried.Rows(layer, unitState));
        }
        ReadMetadata(file, path, state);
        return true;
    }

    private static IEnumerable<(string Prefix, ParameterSet Set)> Sets(TrainingState state)
    {
        yield return ("weights.", state.Network.Parameters);
        yield return ("best.", state.Best);
        for (int i = 0; i < state.Optimizer.Moments.Count; i++) yield return ($"moment{i}.", state.Optimizer.Moments[i]);
    }

    private static IEnumerable<(string Name, int Layer, int State)> States(TrainingState state)
    {
        for (int layer = 0; layer < state.Network.Shape.Layers; layer++)
            for (int s = 0; s < state.Network.Shape.Unit.NextStates.Count; s++)
                yield return ($"state.layers.{layer}.{state.Network.Shape.Unit.Syntax.States[s].Name}", layer, s);
    }

    private static Dictionary<string, string> Metadata(TrainingState state) => new()
    {
        ["format"] = Format,
        ["step"] = Text(state.Step),
        ["epoch"] = Text(state.Epoch),
        ["window"] = Text(state.Window),
        ["epoch_loss_sum"] = Text(state.EpochLossSum),
        ["last_train_loss"] = Text(state.LastTrainLoss),
        ["validation_loss"] = Text(state.ValidationLoss),
        ["best_validation_loss"] = Text(state.BestValidationLoss),
        ["best_epoch"] = Text(state.BestEpoch),
        ["seconds"] = Text(state.Seconds),
    };

    private static void ReadMetadata(TensorFile file, string path, TrainingState state)
    {
        state.Step = (long)Number("step");
        state.Epoch = (int)Number("epoch");
        state.Window = (int)Number("window");
        state.EpochLossSum = Number("epoch_loss_sum");
        state.LastTrainLoss = Number("last_train_loss");
        state.ValidationLoss = Number("validation_loss");
        state.BestValidationLoss = Number("best_validation_loss");
        state.BestEpoch = (int)Number("best_epoch");
        state.Seconds = Number("seconds");

        double Number(string key) =>
            file.Metadata.TryGetValue(key, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw new RunFileException(path, $"a number '{key}' in the metadata", text ?? "nothing", "delete the file: an earlier checkpoint will be used");
    }

    // "R" gives back the same bits when read.
    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
