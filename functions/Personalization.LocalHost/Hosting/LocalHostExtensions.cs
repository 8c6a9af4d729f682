using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Personalization.LocalHost;

/// <summary>What tests ask a running host.</summary>
public static class LocalHostExtensions
{
    /// <summary>The address that a started host listens on, with the port that <c>--port 0</c> became.</summary>
    public static Uri LocalAddress(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }
}
