using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>Addresses that take no messages. No address stands in a URL or an answer: they go by a hash.</summary>
/// <param name="store">Them.</param>
/// <param name="time">The clock.</param>
public sealed class SuppressionFunctions(ISuppressionStore store, TimeProvider time)
{
    private const int LargestBody = 4096;
    private static readonly Problem Unreadable = new(400, "invalid-query", "The query cannot be read", $"limit is 1 to {MessageQuery.MostListed}; after is the id of the last one seen.");
    private static readonly Problem Unknown = new(404, "unknown-suppression", "There is no such suppression", "Find an address with POST /v1/messages/suppressions/find.");
    private static readonly Problem NoAddress = new(400, "invalid-address", "The address cannot be read", "Send {\"channel\":\"email\",\"address\":\"ana@example.com\"}.");

    /// <summary>All of them by id, page by page.</summary>
    [Function("GetSuppressions")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/messages/suppressions")] HttpRequest request, CancellationToken cancellationToken)
    {
        string after = request.Query["after"].ToString();
        if (MessageQuery.Limit(request) is not { } limit || (after.Length > 0 && !IsId(after))) return Answers.Refusal(Unreadable);
        IReadOnlyList<Suppression> found = await store.ListAsync(after, limit, cancellationToken);
        return Answers.Json(new SuppressionsBody([.. found.Select(SuppressionBody.From)], found.Count == limit ? found[^1].Id : null), WireJson.Relaxed.SuppressionsBody);
    }

    /// <summary>One of them.</summary>
    [Function("GetSuppression")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/messages/suppressions/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Show(await FindAsync(id, cancellationToken));

    /// <summary>The one of an address, which stands in the body so that no log of requests has it.</summary>
    [Function("FindSuppression")]
    public async Task<IResult> Find(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/messages/suppressions/find")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body || !JsonFields.TryParse(body, out JsonElement root)) return Answers.Refusal(NoAddress);
        if (MessageNames.Channel(JsonFields.Text(root, "channel")) is not { } channel || JsonFields.Text(root, "address") is not { Length: > 0 } address) return Answers.Refusal(NoAddress);
        return Show(await FindAsync(Suppression.IdOf(channel, address), cancellationToken));
    }

    /// <summary>Lifts one: messages go there again, until something newer speaks against it.</summary>
    [Function("LiftSuppression")]
    public async Task<IResult> Lift(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/messages/suppressions/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } known) return Answers.Refusal(Unknown);
        if (!known.Lifted) await store.KeepAsync(known with { At = time.GetUtcNow(), Lifted = true }, cancellationToken);
        return Results.NoContent();
    }

    private async Task<Suppression?> FindAsync(string id, CancellationToken cancellationToken) => IsId(id) ? await store.FindAsync(id, cancellationToken) : null;

    private static IResult Show(Suppression? found) =>
        found is null ? Answers.Refusal(Unknown) : Answers.Json(SuppressionBody.From(found), WireJson.Relaxed.SuppressionBody);

    private static bool IsId(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>An address that takes no messages, or took none until that was lifted.</summary>
internal sealed record SuppressionBody(string Id, string Channel, string Reason, string At, bool Lifted)
{
    public static SuppressionBody From(Suppression one) => new(one.Id, MessageNames.Of(one.Channel), one.Reason, EventCodec.Text(one.At), one.Lifted);
}

/// <summary>Some of them, and where to go on; null at the end.</summary>
internal sealed record SuppressionsBody(IReadOnlyList<SuppressionBody> Suppressions, string? Next);
