using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Functions.Messages;
using Personalization.Privacy.Requests;

namespace Personalization.Functions.Privacy;

/// <summary>Shopify's privacy webhooks, which every public app must take. They are signed, so the function itself is open; work is done afterwards, by the queue.</summary>
public sealed class ShopifyFunctions
{
    private const int LargestBody = 256 * 1024;

    private static readonly Problem NotSet = new(409, "shopify-not-set", "Secrets are missing", "Set Privacy__ShopifySecret to the app's client secret, and Privacy__SuppressionSalt and Privacy__ReceiptKey.");
    private static readonly Problem Forged = new(401, "invalid-signature", "The signature does not fit", "X-Shopify-Hmac-Sha256 must be base64 of the body's HMAC-SHA256 with the app's client secret.");
    private static readonly Problem Nameless = new(400, "no-webhook-id", "The webhook has no id", "X-Shopify-Webhook-Id is needed: by it a delivery that comes again is known.");

    private readonly PrivacyStore store;
    private readonly ErasureOptions options;
    private readonly byte[][] secrets;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public ShopifyFunctions(PrivacyStore store, IOptions<ErasureOptions> options, TimeProvider time)
    {
        (this.store, this.options, this.time) = (store, options.Value, time);
        secrets = [.. MessagesSetup.Split(options.Value.ShopifySecret).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Takes customers/data_request (a copy), customers/redact (an erasure) and shop/redact (kept until an operator has answered it). Answers 200 as soon as it is stored.</summary>
    [Function("ShopifyPrivacy")]
    public async Task<IResult> Take([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/webhooks/shopify/privacy")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (secrets.Length == 0 || !options.IsSet) return Answers.Refusal(NotSet);
        if (request.Headers.ContentEncoding.Count > 0 || await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body) return Answers.Refusal(Forged);
        if (!ShopifyPrivacy.IsSigned(body.Span, Header(request, "Hmac-Sha256"), secrets)) return Answers.Refusal(Forged);
        if (Header(request, "Webhook-Id") is not { Length: > 0 } delivery) return Answers.Refusal(Nameless);
        string topic = Header(request, "Topic");
        ShopPrivacyReading reading = ShopifyPrivacy.Read(topic, body);
        if (reading.Problem is { } problem) return Answers.Refusal(problem);
        string name = $"shopify\n{topic}\n{delivery}";
        PrivacyRequest taken = reading.Wish is { } wish
            ? await PrivacyDesk.AddAsync(store, wish, name, time, cancellationToken)
            : await PrivacyDesk.AwaitAsync(store, reading.Shop!, name, time, cancellationToken);
        return Answers.Json(taken, PrivacyJson.Relaxed.PrivacyRequest);
    }

    // Newer subscriptions leave the X away.
    private static string Header(HttpRequest request, string name) =>
        request.Headers["X-Shopify-" + name].ToString() is { Length: > 0 } said ? said : request.Headers["Shopify-" + name].ToString();
}
