using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.ServiceBus;

/// <summary>The host's own Service Bus clients, one per connection, on the host's clock.</summary>
internal sealed class ServiceBusClients(IStorageConnections connections, TimeProvider clock) : IDisposable
{
    public const string DefaultConnection = "AzureWebJobsServiceBus";

    private readonly ConcurrentDictionary<string, ServiceBusClient> clients = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="HostStartupException">The connection is missing or is not one that the embedded host can use.</exception>
    public ServiceBusClient Get(string? connection) => clients.GetOrAdd(connection ?? DefaultConnection, Make);

    public void Dispose()
    {
        foreach (ServiceBusClient client in clients.Values) client.Close();
    }

    private ServiceBusClient Make(string connection)
    {
        try
        {
            return new ServiceBusClient(connections.ConnectionString(connection), new ServiceBusClientOptions { TimeProvider = clock });
        }
        catch (FormatException error)
        {
            throw new HostStartupException($"the Service Bus connection {connection} cannot be used: {error.Message}", error);
        }
    }
}
