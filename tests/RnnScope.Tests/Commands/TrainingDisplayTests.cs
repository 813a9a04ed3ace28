using RnnScope.Commands;
using RnnScope.Engine.Training;

namespace RnnScope.Tests.Commands;

public sealed class TrainingDisplayTests
{
    private static readonly TrainingProgress Learning = new(1.5, 50, 300, 1.25, 1.5, 1.25, 1000, TimeSpan.FromSeconds(61), IsEpochEnd: false);

    [Fact]
    public void Describe_WhileLearning_TellsLossesRateAndTimeLeft() => Assert.Equal(
        "epoch 1.5 of 50: train 1.2500, validation 1.5000 (best 1.2500) nats, 1,000 characters/s, 1 min 1 s left", TrainingDisplay.Describe(Learning));

    [Fact]
    public void Describe_WhileMeasuring_TellsHowFarThatIs() => Assert.Equal(
        "measuring the test loss: 2,000 of 8,000 characters, 500 characters/s, 12 s left",
        TrainingDisplay.Describe(Learning with { Measuring = new("test", 2000, 8000, TimeSpan.FromSeconds(4)) }));
}
