using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>A server, and the requests that it gets one after the other.</summary>
internal sealed class LoadTarget(int port, int process, IEnumerable<string> paths)
{
    private readonly byte[][] requests = [.. paths.Select(path => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n\r\n")))];

    public int Port => port;

    /// <summary>Id of the server's process.</summary>
    public int ProcessId => process;

    public int Requests => requests.Length;

    public ReadOnlyMemory<byte> Request(long number) => requests[number % requests.Length];

    /// <summary>Processor time that the server has used up to now.</summary>
    public TimeSpan ProcessorTime()
    {
        using Process server = Process.GetProcessById(process);
        return server.TotalProcessorTime;
    }
}
