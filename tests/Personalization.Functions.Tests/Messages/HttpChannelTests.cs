using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Messages;

public sealed class HttpChannelTests
{
    private sealed class Provider(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<(HttpRequestMessage Request, string Body)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add((request, await request.Content!.ReadAsStringAsync(cancellationToken)));
            return answer(request);
        }
    }

    private static readonly IOptions<MessageOptions> Options = Microsoft.Extensions.Options.Options.Create(new MessageOptions
    {
        SmsUrl = new Uri("https://sms.example/send"), SmsAuthorization = "Bearer x", WebhookUrl = new Uri("https://print.example/hook"),
        WebhookSecrets = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    });

    [Theory]
    [InlineData(200, typeof(ChannelResult.Taken))]
    [InlineData(400, typeof(ChannelResult.Refused))]
    [InlineData(302, typeof(ChannelResult.Refused))]
    [InlineData(408, typeof(ChannelResult.Busy))]
    [InlineData(429, typeof(ChannelResult.Busy))]
    [InlineData(503, typeof(ChannelResult.Busy))]
    public async Task Send_AnswerOfTheProvider_IsReadByItsStatus(int status, Type result)
    {
        using ProviderClient client = new(new Provider(_ => new HttpResponseMessage((HttpStatusCode)status)));
        Assert.IsType(result, await Sms(client).SendAsync(Letters.To(), default));
    }

    [Fact]
    public async Task Send_ProviderBusyOrGone_SaysWhenToComeAgain()
    {
        using ProviderClient busy = new(new Provider(_ => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(90)) } }));
        Assert.Equal(TimeSpan.FromSeconds(90), Assert.IsType<ChannelResult.Busy>(await Sms(busy).SendAsync(Letters.To(), default)).RetryAfter);
        using ProviderClient gone = new(new Provider(_ => new HttpResponseMessage(HttpStatusCode.Gone)));
        Assert.True(Assert.IsType<ChannelResult.Refused>(await Sms(gone).SendAsync(Letters.To(), default)).Suppress);
        using ProviderClient away = new(new Provider(_ => throw new HttpRequestException(HttpRequestError.ConnectionError)));
        Assert.IsType<ChannelResult.Busy>(await Sms(away).SendAsync(Letters.To(), default));
    }

    [Fact]
    [Trait("Feature", "S108")]
    public async Task Send_Sms_CarriesTheKeyAndTheMessage()
    {
        Provider provider = new(_ => new HttpResponseMessage(HttpStatusCode.OK));
        using ProviderClient client = new(provider);
        await Sms(client).SendAsync(Letters.To(), default);
        (HttpRequestMessage request, string body) = Assert.Single(provider.Seen);
        Assert.Equal(("m1", "Bearer x"), (request.Headers.GetValues("Idempotency-Key").Single(), request.Headers.Authorization!.ToString()));
        Assert.Equal(("ana@example.com", "text"), (JsonElement.Parse(body).GetProperty("to").GetString(), JsonElement.Parse(body).GetProperty("text").GetString()));
    }

    [Fact]
    [Trait("Feature", "S101")]
    [Trait("Feature", "S102")]
    public async Task Send_Webhook_IsSignedOverItsBody()
    {
        Provider provider = new(_ => new HttpResponseMessage(HttpStatusCode.NoContent));
        using ProviderClient client = new(provider);
        await new WebhookChannel(client, Options, new ManualTimeProvider(Make.Noon)).SendAsync(Letters.To(channel: MessageChannel.Webhook), default);
        (HttpRequestMessage request, string body) = Assert.Single(provider.Seen);
        Assert.True(WebhookSigner.TryRead(Options.Value.WebhookSecrets, out byte[][]? secrets));
        long timestamp = Make.Noon.ToUnixTimeSeconds();
        Assert.Equal(("m1", $"{timestamp}"), (request.Headers.GetValues("webhook-id").Single(), request.Headers.GetValues("webhook-timestamp").Single()));
        Assert.Equal(WebhookSigner.Sign(secrets, "m1", timestamp, System.Text.Encoding.UTF8.GetBytes(body)), request.Headers.GetValues("webhook-signature").Single());
    }

    private static ProviderChannel Sms(ProviderClient client) => new(MessageChannel.Sms, options => (options.SmsUrl, options.SmsAuthorization), client, Options);
}
