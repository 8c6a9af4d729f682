using System.Net;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A service outside that knows something of everybody.</summary>
internal sealed class KnowingService : IAsyncDisposable
{
    private readonly HttpListener listener = new();

    private KnowingService()
    {
        Url = $"http://127.0.0.1:{AzuriteProcess.FreePorts(1)[0]}/";
        listener.Prefixes.Add(Url);
        listener.Start();
        _ = AnswerAsync();
    }

    public string Url { get; }

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public static KnowingService Start() => new();

    public ValueTask DisposeAsync()
    {
        listener.Close();
        return ValueTask.CompletedTask;
    }

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
            try
            {
                HttpListenerContext asked = await listener.GetContextAsync();
                Asked++;
                asked.Response.ContentType = "application/json";
                asked.Response.Close("""{"kind":"collector"}"""u8.ToArray(), willBlock: false);
            }
            catch (Exception over) when (over is ObjectDisposedException or HttpListenerException)
            {
                return; // Closed while it waited.
            }
    }
}
