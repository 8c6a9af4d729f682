using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>A connection that is kept: one request at a time, as bytes, with as little work as can be, for the client runs on the server's cores.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[32 * 1024];
    private int received;

    /// <summary>The last answer as it came.</summary>
    public ReadOnlySpan<byte> Answer => buffer.AsSpan(0, received);

    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        HttpConnection connection = new();
        await connection.socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return connection;
    }

    /// <summary>Sends a request and gives the length of the answer's body. Throws for any answer but 200.</summary>
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        for (ReadOnlyMemory<byte> left = request; left.Length > 0;)
            left = left[await socket.SendAsync(left, SocketFlags.None, cancellationToken)..];
        received = 0;
        int body;
        do
        {
            if (received == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            int more = await socket.ReceiveAsync(buffer.AsMemory(received), SocketFlags.None, cancellationToken);
            if (more == 0) throw new IOException("The server closed the connection");
            received += more;
            body = AnswerReader.BodyLength(buffer.AsSpan(0, received));
        }
        while (body < 0);
        if (!AnswerReader.IsOk(Answer)) throw new InvalidOperationException($"{Encoding.UTF8.GetString(request.Span)}\n{Encoding.UTF8.GetString(Answer)}");
        return body;
    }

    public void Dispose() => socket.Dispose();
}
