using System.Net.Sockets;

namespace Personalization.LocalHost.Hosting;

/// <summary>Looks once whether a storage account answers, so that an emulator that does not run is one line and not a log full of retries.</summary>
internal sealed class StorageProbe(IStorageConnections connections, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="HostStartupException">It does not.</exception>
    public async Task CheckAsync(string connection, CancellationToken cancellationToken)
    {
        Uri endpoint = connections.Queues(connection).Uri;
        using CancellationTokenSource limit = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(endpoint.Host, endpoint.Port, either.Token);
        }
        catch (Exception gone) when (gone is SocketException || (gone is OperationCanceledException && limit.IsCancellationRequested))
        {
            string hint = endpoint.IsLoopback ? ": start Azurite, or set the connection string to a storage account" : "";
            throw new HostStartupException($"Storage {connection} does not answer at {endpoint.Host}:{endpoint.Port}{hint}", gone);
        }
    }
}
