using System.Text.Json;

namespace Personalization.Functions.Privacy.Enrichment;

/// <summary>Asks a JSON service over HTTPS: no redirects, no cookies, a few seconds, a small answer.</summary>
internal sealed class JsonService(HttpMessageHandler handler, TimeSpan patience) : IDisposable
{
    private const int MostBytes = 64 * 1024;

    private readonly HttpClient client = new(handler) { Timeout = patience, MaxResponseContentBufferSize = MostBytes };

    /// <summary>The handler for services outside.</summary>
    public static HttpMessageHandler Handler() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false, AllowAutoRedirect = false };

    /// <summary>The JSON of the answer; an undefined element for 204 and 404. Throws <see cref="JsonServiceException"/> for anything else that is not JSON of at most 64 KB.</summary>
    public async Task<JsonElement> AskAsync(HttpRequestMessage request, string authorization, CancellationToken cancellationToken)
    {
        if (authorization.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            int status = (int)answer.StatusCode;
            if (status is 204 or 404) return default;
            if (!answer.IsSuccessStatusCode) throw new JsonServiceException($"The service answered {status}", null);
            return JsonElement.Parse((await answer.Content.ReadAsByteArrayAsync(cancellationToken)).AsSpan());
        }
        catch (HttpRequestException fault)
        {
            throw new JsonServiceException($"The service cannot be used: {fault.HttpRequestError}", fault);
        }
        catch (TaskCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new JsonServiceException("The service did not answer in time", fault);
        }
        catch (JsonException fault)
        {
            throw new JsonServiceException("The service's answer is not JSON", fault);
        }
    }

    public void Dispose() => client.Dispose();
}

/// <summary>A service did not answer as it should.</summary>
internal sealed class JsonServiceException(string message, Exception? cause) : Exception(message, cause);
