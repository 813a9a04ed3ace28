using System.Text.Json.Serialization;

namespace RnnScope.Engine.Files;

/// <summary>The JSON form of a line; losses of a run that diverged are written as "NaN" and "Infinity".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrainingLogLine))]
internal sealed partial class TrainingLogJson : JsonSerializerContext;
