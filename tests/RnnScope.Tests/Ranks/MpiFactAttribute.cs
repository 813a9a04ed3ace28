namespace RnnScope.Tests.Ranks;

/// <summary>A test that starts several processes with the mpirun of Open MPI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute()
    {
        if (!Mpirun.IsThere) Skip = "needs Open MPI: apt-get install openmpi-bin";
    }
}
