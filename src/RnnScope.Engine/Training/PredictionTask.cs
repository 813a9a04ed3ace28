namespace RnnScope.Engine.Training;

/// <summary>What a network learns to predict.</summary>
public enum PredictionTask
{
    /// <summary>At every symbol, the next one.</summary>
    NextSymbol,

    /// <summary>At every character, the whole word that it belongs to. See docs/autocomplete.md.</summary>
    Autocomplete,
}
