using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>The way to providers over HTTP.</summary>
internal sealed class ProviderClient(HttpMessageHandler handler) : IDisposable
{
    private readonly HttpClient client = new(handler) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Posts, and reads the answer by its status alone: 2xx taken, 408, 425, 429 and 5xx busy, anything else refused.</summary>
    public async Task<ChannelResult> PostAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, cancellationToken);
            int status = (int)answer.StatusCode;
            if (answer.IsSuccessStatusCode) return new ChannelResult.Taken(null);
            string said = $"The provider answered {status}";
            return status is 408 or 425 or 429 or >= 500
                ? new ChannelResult.Busy(said, answer.Headers.RetryAfter?.Delta)
                : new ChannelResult.Refused(said, answer.StatusCode is HttpStatusCode.Gone);
        }
        catch (HttpRequestException fault)
        {
            return new ChannelResult.Busy($"The provider cannot be reached: {fault.HttpRequestError}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ChannelResult.Busy("The provider did not answer in time");
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>What is posted: who, what, and under which id.</summary>
    public static byte[] Body(OutgoingMessage message)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("id", message.Id);
            json.WriteString("channel", MessageNames.Of(message.Channel));
            json.WriteString("purpose", MessageNames.Of(message.Purpose));
            json.WriteString("person", message.Person.Address);
            json.WriteString("to", message.Address);
            json.WriteString("title", message.Content.Subject);
            json.WriteString("text", message.Content.Text);
            json.WriteString("language", message.Content.Language);
            json.WriteString("createdAt", message.CreatedAt);
            if (message.Data is { } data)
            {
                json.WritePropertyName("data");
                data.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    public static HttpRequestMessage Request(Uri url, byte[] body, string id)
    {
        HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Idempotency-Key", id);
        return request;
    }
}

/// <summary>Text messages and push notifications: a post to whoever carries them.</summary>
internal sealed class ProviderChannel(MessageChannel channel, Func<MessageOptions, (Uri? Url, string Authorization)> setting, ProviderClient client, IOptions<MessageOptions> options) : IMessageChannel
{
    public MessageChannel Channel => channel;

    public async Task<ChannelResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        (Uri? url, string authorization) = setting(options.Value);
        if (url is null) return options.Value.KeptOr($"No provider of {MessageNames.Of(channel)} is set");
        using HttpRequestMessage request = ProviderClient.Request(url, ProviderClient.Body(message), message.Id);
        if (authorization.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await client.PostAsync(request, cancellationToken);
    }
}

/// <summary>Calls signed by Standard Webhooks: print and postcard services, a warehouse's tasks. They go to the shop's own endpoint alone.</summary>
internal sealed class WebhookChannel(ProviderClient client, IOptions<MessageOptions> options, TimeProvider time) : IMessageChannel
{
    public MessageChannel Channel => MessageChannel.Webhook;

    public async Task<ChannelResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (options.Value.WebhookUrl is not { } url || !WebhookSigner.TryRead(options.Value.WebhookSecrets, out byte[][]? secrets))
            return options.Value.KeptOr("No webhook is set");
        byte[] body = ProviderClient.Body(message);
        long timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        using HttpRequestMessage request = ProviderClient.Request(url, body, message.Id);
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", WebhookSigner.Sign(secrets, message.Id, timestamp, body));
        return await client.PostAsync(request, cancellationToken);
    }
}
