using System.Net;
using System.Text;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Sends as senders do whose app may be dead just now.</summary>
internal static class Sender
{
    /// <summary>Keeps what was not answered 2xx and sends it again.</summary>
    public static async Task SendUntilAnsweredAsync(this AppProcess app, HttpMethod method, string path, string body)
    {
        while (true)
        {
            try
            {
                using HttpRequestMessage request = new(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                using HttpResponseMessage answer = await app.Client.SendAsync(request);
                if (answer.IsSuccessStatusCode) return;
                Assert.True(answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
            }
            catch (HttpRequestException)
            {
                // The app is dead or not yet up again.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
