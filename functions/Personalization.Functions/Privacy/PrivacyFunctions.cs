using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Common;
using Personalization.Events.Decisions;
using Personalization.Functions.Http;
using Personalization.Privacy.Erasure;
using Personalization.Privacy.Requests;

namespace Personalization.Functions.Privacy;

/// <summary>Requests about people: what is stored of them, out with it, and away with it.</summary>
public sealed class PrivacyFunctions
{
    private const int LargestBody = 16 * 1024;
    private const int LargestReceipt = 256 * 1024;

    private static readonly Problem NotSet = new(
        409, "privacy-not-set", "Secrets are missing", "Set Privacy__SuppressionSalt and Privacy__ReceiptKey to secrets of at least 16 characters each (such as the answers of: openssl rand -hex 32).");
    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"Send at most {LargestBody / 1024} KiB.");
    private static readonly Problem Unknown = new(404, "unknown-privacy-request", "There is no such request", "Use the id that the request was answered with.");
    private static readonly Problem NoExport = new(404, "no-export", "There is no export", "Only a request of kind export has one, once it is done, and for as long as exports are kept.");
    private static readonly Problem NotEnded = new(409, "not-ended", "The request has not ended", "Ask again when GET /v1/privacy/requests/{id} says done.", RetryAfter: TimeSpan.FromSeconds(5));
    private static readonly Problem NoReceipt = new(400, "invalid-receipt", "The receipt cannot be read", "Send it as it was given: {\"receipt\":{...},\"signature\":\"hmac-sha256=...\"}.");

    private readonly PrivacyStore store;
    private readonly ErasureOptions options;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public PrivacyFunctions(PrivacyStore store, IOptions<ErasureOptions> options, TimeProvider time) => (this.store, this.options, this.time) = (store, options.Value, time);

    /// <summary>Takes a request. Answers 202 and where to see how it goes.</summary>
    [Function("RequestPrivacy")]
    public async Task<IResult> Request(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/privacy/requests")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken)
    {
        if (!options.IsSet) return Answers.Refusal(NotSet);
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        (PrivacyWish? wish, Problem? problem) = PrivacyWishReader.Read(body);
        if (wish is null) return Answers.Refusal(problem!);
        PrivacyRequest added = await PrivacyDesk.AddAsync(store, wish, context.InvocationId, time, cancellationToken);
        return Answers.Json(added, PrivacyJson.Relaxed.PrivacyRequest, StatusCodes.Status202Accepted);
    }

    /// <summary>How far a request is.</summary>
    [Function("GetPrivacyRequest")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/privacy/requests/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } found ? Answers.Json(found, PrivacyJson.Relaxed.PrivacyRequest) : Answers.Refusal(Unknown);

    /// <summary>What is stored of the person, from all places.</summary>
    [Function("GetPrivacyExport")]
    public async Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/privacy/requests/{id}/export")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } found) return Answers.Refusal(Unknown);
        if (found.EndedAt is null) return Answers.Refusal(NotEnded);
        return found.Kind is PrivacyKind.Export && await store.ExportAsync(id, cancellationToken) is { } export
            ? Results.Bytes(export.ToMemory(), "application/json") : Answers.Refusal(NoExport);
    }

    /// <summary>The signed receipt of a request that has ended.</summary>
    [Function("GetPrivacyReceipt")]
    public async Task<IResult> Receipt(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/privacy/requests/{id}/receipt")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!options.IsSet) return Answers.Refusal(NotSet);
        if (await FindAsync(id, cancellationToken) is not { } found) return Answers.Refusal(Unknown);
        if (found.EndedAt is null) return Answers.Refusal(NotEnded);
        using ReceiptSigner signer = new(DecisionSigner.Split(options.ReceiptKey));
        JsonElement receipt = found.Receipt();
        return Answers.Json(new SignedReceipt(receipt, signer.Sign(receipt)), PrivacyJson.Relaxed.SignedReceipt);
    }

    /// <summary>Says whether a receipt is one of ours, with nothing of it changed.</summary>
    [Function("VerifyPrivacyReceipt")]
    public async Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/privacy/receipts/verify")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!options.IsSet) return Answers.Refusal(NotSet);
        if (await RequestBody.ReadAsync(request, LargestReceipt, cancellationToken) is not { } body) return Answers.Refusal(NoReceipt);
        try
        {
            if (JsonSerializer.Deserialize(body.Span, PrivacyJson.Relaxed.SignedReceipt) is not { Signature: not null, Receipt.ValueKind: JsonValueKind.Object } said) return Answers.Refusal(NoReceipt);
            using ReceiptSigner signer = new(DecisionSigner.Split(options.ReceiptKey));
            return Answers.Json(new ReceiptCheck(signer.IsSigned(said.Receipt, said.Signature)), PrivacyJson.Relaxed.ReceiptCheck);
        }
        catch (JsonException)
        {
            return Answers.Refusal(NoReceipt);
        }
    }

    private async Task<PrivacyRequest?> FindAsync(string id, CancellationToken cancellationToken) =>
        PrivacyAnswer.IsId(id) ? (await store.FindAsync(id, cancellationToken))?.Request : null;
}
