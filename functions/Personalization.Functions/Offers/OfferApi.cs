using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Offers;
using Personalization.Offers.Definitions;

namespace Personalization.Functions.Offers;

/// <summary>The shop's offers over HTTP: texts in YAML or JSON.</summary>
/// <param name="editor">Reads and changes them.</param>
/// <param name="desk">Those in service.</param>
/// <param name="time">The clock.</param>
public sealed class OfferApi(OfferEditor editor, OfferDesk desk, TimeProvider time)
{
    private static readonly Problem TooLarge = new(413, "too-large", "The offer is too large", $"It may have {OfferLimits.Bytes / 1024} KB.");
    private static readonly Problem Changed = new(412, "offer-changed", "If-Match names no version of the offer", "Send the ETag of GET /v1/offers/{id}.");

    /// <summary>All offers, with why one is not given although it is stored.</summary>
    [Function("GetOffers")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/offers")] HttpRequest request, CancellationToken cancellationToken)
    {
        OfferBook book = await desk.BookAsync(cancellationToken);
        return Answers.Json(new OfferListBody([.. (await editor.ListAsync(cancellationToken)).Select(one => OfferLineBody.From(one, time.GetUtcNow(), book.RefusalOf(one.Offer)))]), WireJson.Relaxed.OfferListBody);
    }

    /// <summary>An offer with its text.</summary>
    [Function("GetOffer")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/offers/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await editor.FindAsync(id, cancellationToken) is { } found ? Answer(found) : Answers.Refusal(OfferEditor.Unknown);

    /// <summary>Stores an offer: with If-Match where there is one already.</summary>
    [Function("PutOffer")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/offers/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await RequestBody.ReadAsync(request, OfferLimits.Bytes, cancellationToken) is { } body
            ? await ChangedAsync(request, expected => editor.PutAsync(id, body, expected, cancellationToken))
            : Answers.Refusal(TooLarge);

    /// <summary>Takes an offer away: its coupons hold no longer.</summary>
    [Function("DeleteOffer")]
    public Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/offers/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ChangedAsync(request, expected => editor.RemoveAsync(id, expected, cancellationToken));

    private static async Task<IResult> ChangedAsync(HttpRequest request, Func<int?, Task<OfferEdit>> change)
    {
        string tag = request.Headers.IfMatch.ToString();
        int? expected = int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;
        if (tag.Length > 0 && expected is null) return Answers.Refusal(Changed);
        OfferEdit result = await change(expected);
        return result.Problem is { } problem ? Answers.Refusal(problem) : Answer(result.Written!);
    }

    private static IResult Answer(WrittenOffer written) => Answers.Json(
        new ShopOfferBody(written.Offer.Id, written.Offer.Name, written.Offer.Kind.Name(), written.Line.Version, written.Line.Text), WireJson.Relaxed.ShopOfferBody, $"\"{written.Line.Version}\"");
}
