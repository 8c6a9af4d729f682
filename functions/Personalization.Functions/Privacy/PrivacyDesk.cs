using System.Security.Cryptography;
using Personalization.Common;
using Personalization.Privacy.Requests;

namespace Personalization.Functions.Privacy;

/// <summary>What requests begin with.</summary>
internal static class PrivacyDesk
{
    private const int NonceBytes = 32;

    /// <summary>Stores a wish and lets it run; one of the same invocation is the same request.</summary>
    public static async Task<PrivacyRequest> AddAsync(PrivacyStore store, PrivacyWish wish, string invocation, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        PrivacyRequest request = new() { Id = IdOf(invocation), Kind = wish.Kind, Suppress = wish.Suppress, CreatedAt = now, UpdatedAt = now };
        PrivacySubject subject = new() { Keys = [.. wish.Keys.Select(key => key.Value)], Addresses = [.. wish.Addresses], Nonce = RandomNumberGenerator.GetBytes(NonceBytes) };
        return await store.AddAsync(request, subject, cancellationToken);
    }

    /// <summary>Stores that a shop's data shall go, for an operator to answer.</summary>
    public static async Task<PrivacyRequest> AwaitAsync(PrivacyStore store, string shop, string invocation, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        PrivacyRequest request = new()
        {
            Id = IdOf(invocation), Kind = PrivacyKind.EraseShop, State = PrivacyState.Waiting, Shop = shop, CreatedAt = now, UpdatedAt = now,
            Problem = "Everything of a shop is never erased by itself. Delete the app's storage, if the shop is this one, or answer the request: POST /v1/privacy/requests/{id}/answer.",
        };
        return await store.TryStartAsync(request, cancellationToken) ?? request;
    }

    private static string IdOf(string invocation) => "prv-" + StableHash.Hex(invocation, 24);
}
