using RnnScope.Analysis.Scores;

namespace RnnScope.Analysis.Errors;

/// <summary>Which models are wrong together: the regions of the diagram of overlapping sets, exactly.</summary>
/// <param name="Models">The models' names.</param>
/// <param name="Regions">All combinations of at least one model: 3 of two models, 7 of three; single models first.</param>
/// <param name="AllRight">Symbols that are an error of none.</param>
/// <param name="Characters">Symbols of the text; regions and <paramref name="AllRight"/> add up to it.</param>
public sealed record ErrorOverlap(IReadOnlyList<string> Models, IReadOnlyList<ErrorRegion> Regions, int AllRight, int Characters)
{
    private const int MostModels = 8;

    /// <summary>Counts the regions of some models, 1 to 8.</summary>
    /// <exception cref="ArgumentException">There are too few or too many models, or they have read different texts.</exception>
    public static ErrorOverlap Of(params IReadOnlyList<ModelScores> models)
    {
        if (models.Count is < 1 or > MostModels) throw new ArgumentException($"expected 1 to {MostModels} models, found {models.Count}", nameof(models));
        if (models.Any(model => model.Count != models[0].Count)) throw new ArgumentException("expected models of the same text", nameof(models));
        int[] counts = new int[1 << models.Count];
        for (int position = 0; position < models[0].Count; position++)
        {
            int wrong = 0;
            for (int i = 0; i < models.Count; i++) wrong |= models[i].IsError(position) ? 1 << i : 0;
            counts[wrong]++;
        }

        IEnumerable<int> combinations = Enumerable.Range(1, counts.Length - 1).OrderBy(wrong => int.PopCount(wrong)).ThenBy(wrong => wrong);
        return new ErrorOverlap(
            [.. models.Select(model => model.Name)],
            [.. combinations.Select(wrong => new ErrorRegion(
                [.. models.Where((_, i) => (wrong >> i & 1) == 1).Select(model => model.Name)], counts[wrong]))],
            counts[0], models[0].Count);
    }
}

/// <summary>One region.</summary>
/// <param name="WrongIn">The models that are wrong there; all others are right.</param>
/// <param name="Errors">Its symbols.</param>
public sealed record ErrorRegion(IReadOnlyList<string> WrongIn, int Errors);
