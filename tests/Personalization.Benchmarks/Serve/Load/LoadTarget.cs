using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>A server, and the requests that it gets one after the other.</summary>
internal sealed class LoadTarget(int port, int process, int emulator, IEnumerable<string> paths)
{
    private readonly byte[][] requests = [.. paths.Select(path => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n\r\n")))];

    public int Port => port;

    /// <summary>Id of the server's process.</summary>
    public int ProcessId => process;

    public int Requests => requests.Length;

    public ReadOnlyMemory<byte> Request(long number) => requests[number % requests.Length];

    /// <summary>Processor time up to now of the server, and of the storage emulator behind it.</summary>
    public (TimeSpan Server, TimeSpan Emulator) ProcessorTimes() => (Of(process), Of(emulator));

    private static TimeSpan Of(int id)
    {
        using Process one = Process.GetProcessById(id);
        return one.TotalProcessorTime;
    }
}
