using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Profiles.Pos;

namespace Personalization.Functions.Profiles.Pos;

/// <summary>What a link of the shop floor opens on a phone.</summary>
public sealed class PhoneListFunctions
{
    private static readonly Problem Unknown = new(404, "unknown-link", "The link is not one of ours", "Scan the code again, or use the link as it is.");
    private static readonly Problem Over = new(410, "link-is-over", "The link is no longer good", "It was good for 30 days. Scan the products again.");
    private static readonly Problem Busy = new(503, "busy", "Too much waits already", "Nothing was taken. Open the link again.", RetryAfter: TimeSpan.FromSeconds(5));
    private static readonly Problem WrongId = new(400, "invalid-query", "The query cannot be answered", $"anonymousId may have {EventLimits.IdLength} characters.");

    private readonly PhoneLinks links;
    private readonly ICatalogStore catalog;
    private readonly ServerEvents events;
    private readonly PosOptions options;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public PhoneListFunctions(PhoneLinks links, ICatalogStore catalog, ServerEvents events, IOptions<PosOptions> options, TimeProvider time) =>
        (this.links, this.catalog, this.events, this.options, this.time) = (links, catalog, events, options.Value, time);

    /// <summary>
    /// The list, as JSON where that is asked for (<c>Accept</c>), else by way of the shop's own page or as a plain one. With an <c>anonymousId</c>, in the
    /// query or in the storefront's cookie, its products are saved for that device, once however often it is opened.
    /// </summary>
    [Function("OpenPhoneList")]
    public async Task<IResult> Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "f/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } list) return Answers.Refusal(Unknown);
        DateTimeOffset now = time.GetUtcNow();
        if (DateOnly.FromDateTime(now.UtcDateTime) > list.Until) return Answers.Refusal(Over);
        string device = request.Query["anonymousId"].ToString() is { Length: > 0 } said ? said : (request.Cookies[options.Cookie] ?? "").Trim('"');
        if (device.Length > EventLimits.IdLength) return Answers.Refusal(WrongId);
        bool saved = device.Trim().Length > 0;
        if (saved && !await events.TryAcceptAsync([.. list.Lines(token, device, now)], cancellationToken)) return Answers.Refusal(Busy);
        if (!WantsJson(request) && options.PhonePage.Length > 0) return Results.Redirect($"{options.PhonePage}{(options.PhonePage.Contains('?', StringComparison.Ordinal) ? '&' : '?')}list={token}");
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        PhoneListBody body = new(
            list.Store.Id, list.Store.Name, saved, [.. list.Products.Select(id => PhoneProductBody.From(id, products.Products.GetValueOrDefault(id)))]);
        return WantsJson(request) ? Answers.Json(body, WireJson.Relaxed.PhoneListBody) : PhoneListPage.Show(body, request);
    }

    private static bool WantsJson(HttpRequest request) => request.GetTypedHeaders().Accept.Any(one => one.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));
}
