using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RnnScope.Server;

/// <summary>The web server of the viewer.</summary>
internal sealed class ViewServer : IAsyncDisposable
{
    // A typed text of 20,000 characters is at most 240 kB of JSON.
    private const long LargestRequest = 1 << 20;

    // A browser opens six, a class of readers hundreds; what they ask for at once is then bounded too.
    private const int MostConnections = 1000;

    private readonly WebApplication _application;

    private ViewServer(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where it can be reached.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="library">The runs to show; not owned.</param>
    /// <param name="viewer">The files of the viewer.</param>
    /// <param name="bind">An IP address, or localhost.</param>
    /// <param name="port">The port; 0 takes one that is free.</param>
    /// <param name="cancellation">Stops the starting.</param>
    /// <exception cref="ArgumentException">The address is none.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ViewServer> Start(
        RunLibrary library, EmbeddedViewer viewer, string bind = "127.0.0.1", int port = 0, CancellationToken cancellation = default)
    {
        IPAddress address = Parse(bind);
        // Nothing is read from settings files or the environment: what the command line says is what happens.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(address, port);
        });
        builder.Services.AddRoutingCore();
        WebApplication application = builder.Build();
        RequestGuard guard = new(address, bind);
        application.Use(next => context => ProblemWriter.Invoke(context, next));
        application.Use(next => context => guard.Invoke(context, next));
        application.UseRouting();
        Endpoints.Map(application, library);
        application.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], context =>
            viewer.Answer(context, (string?)context.Request.RouteValues["path"] ?? ""));
        try
        {
            await application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        string listening = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ViewServer(application, Reachable(new Uri(listening), address));
    }

    public async ValueTask DisposeAsync()
    {
        // Browsers keep connections open; nobody should have to wait for them.
        using CancellationTokenSource now = new(TimeSpan.FromSeconds(1));
        await _application.StopAsync(now.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static IPAddress Parse(string bind) => bind == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(bind, out IPAddress? address) ? address
        : throw new ArgumentException($"--bind: expected an IP address such as 127.0.0.1 or 0.0.0.0, or localhost, found '{bind}'");

    /// <summary>"All addresses" is no address that a browser could open.</summary>
    private static Uri Reachable(Uri listening, IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? new UriBuilder(listening) { Host = Environment.MachineName }.Uri
            : listening;
}
