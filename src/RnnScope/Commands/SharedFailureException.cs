namespace RnnScope.Commands;

/// <summary>What one process could not do, and what all of them therefore end with.</summary>
internal sealed class SharedFailureException(Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;
}
