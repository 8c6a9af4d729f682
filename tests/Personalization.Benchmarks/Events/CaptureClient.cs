using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Personalization.Testing;

namespace Personalization.Benchmarks.Events;

/// <summary>Posts request bodies to the app as a storefront does.</summary>
internal sealed class CaptureClient : IDisposable
{
    private readonly HttpClient http;
    private readonly string path;

    public CaptureClient(Uri app, Shape shape, int connections)
    {
        path = shape == Shape.Single ? "/v1/track" : "/v1/batch";
        SocketsHttpHandler handler = new() { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false };
        http = new HttpClient(handler) { BaseAddress = app };
        string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(AppProcess.WriteKey + ":"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    /// <summary>Waits as long as a 429 says. Throws for any other answer than 2xx.</summary>
    public async Task<bool> SendAsync(Body body, CancellationToken cancellationToken)
    {
        using ByteArrayContent content = new(body.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage answer = await http.PostAsync(path, content, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
        {
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            return false;
        }
        if (answer.IsSuccessStatusCode) return true;
        throw new InvalidOperationException($"The app answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    public void Dispose() => http.Dispose();
}
