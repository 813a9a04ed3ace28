using Microsoft.AspNetCore.Http;

namespace RnnScope.Server;

/// <summary>Lets one request at a time look through a whole text; whoever does not wait any more gives up the turn.</summary>
internal sealed class TextScans : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Does work that may take seconds and answers with its result as JSON.</summary>
    /// <param name="context">The request.</param>
    /// <param name="work">The work; stops soon after its token is cancelled.</param>
    /// <exception cref="Problem">A parameter is out of range.</exception>
    public async Task Answer(HttpContext context, Func<CancellationToken, object> work) =>
        await Endpoints.Json(context, await Do(work, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>The same, with an answer of numbers.</summary>
    public async Task Binary(HttpContext context, Func<CancellationToken, byte[]> work) =>
        await Endpoints.Binary(context, await Do(work, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task<T> Do<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => work(cancellation), cancellation).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new Problem(400, "a parameter is out of range", e.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
