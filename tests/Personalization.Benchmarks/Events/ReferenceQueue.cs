using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;

namespace Personalization.Benchmarks.Events;

/// <summary>The yardstick: request bodies put on a queue of the emulator by the Azure client, one message each, two where one cannot hold it.</summary>
internal sealed class ReferenceQueue : IDisposable
{
    // The most a message holds, in bytes of its text; all bodies are text, so that none needs base64.
    private const int MessageBytes = 64 * 1024;

    private readonly HttpClientTransport transport;
    private readonly QueueClient queue;

    public ReferenceQueue(string connectionString, int connections)
    {
        transport = new(new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3), UseCookies = false, UseProxy = false,
        }));
        QueueClientOptions plain = new() { Transport = transport, MessageEncoding = QueueMessageEncoding.None };
        queue = new QueueClient(connectionString, "reference", plain);
    }

    public Task CreateAsync(CancellationToken cancellationToken) => queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    public async Task<bool> SendAsync(Body body, CancellationToken cancellationToken)
    {
        for (int start = 0; start < body.Bytes.Length;)
        {
            int end = End(body.Bytes, start);
            await queue.SendMessageAsync(Encoding.UTF8.GetString(body.Bytes.AsSpan(start, end - start)), cancellationToken);
            start = end;
        }
        return true;
    }

    public Task ClearAsync(CancellationToken cancellationToken) => queue.ClearMessagesAsync(cancellationToken);

    public void Dispose() => transport.Dispose();

    /// <summary>Where the part ends that begins at <paramref name="start"/>: not inside a character.</summary>
    private static int End(byte[] bytes, int start)
    {
        int end = Math.Min(bytes.Length, start + MessageBytes);
        while (end < bytes.Length && (bytes[end] & 0xC0) == 0x80) end--;
        return end;
    }
}
