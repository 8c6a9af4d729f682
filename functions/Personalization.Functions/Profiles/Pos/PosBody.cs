using Personalization.Catalog;
using Personalization.Common;
using Personalization.Profiles.Pos;

namespace Personalization.Functions.Profiles.Pos;

/// <summary>What became of a batch of a till.</summary>
internal sealed record PosBody(int Accepted, int Rejected, IReadOnlyList<PosVerdictBody> Events)
{
    public static PosBody From(IReadOnlyList<PosVerdict> verdicts) => new(
        verdicts.Count(one => one.Event is not null), verdicts.Count(one => one.Event is null), [.. verdicts.Select(PosVerdictBody.From)]);
}

/// <summary>What became of one event; its messageId is the same whenever the receipt is sent.</summary>
internal sealed record PosVerdictBody(int Index, string Verdict, string? Receipt, string? MessageId, IReadOnlyList<ProblemError>? Errors)
{
    public static PosVerdictBody From(PosVerdict verdict) => verdict.Event is { } said
        ? new PosVerdictBody(verdict.Index, "accepted", said.Receipt, PosLines.IdOf(said), null)
        : new PosVerdictBody(verdict.Index, "rejected", null, null, verdict.Errors);
}

/// <summary>A link to go on with at home.</summary>
internal sealed record PhoneLinkBody(string Token, string Url, string Until);

/// <summary>What was scanned, for the phone.</summary>
internal sealed record PhoneListBody(string StoreId, string? StoreName, bool Saved, IReadOnlyList<PhoneProductBody> Products);

/// <summary>A product of such a list; only its id where the catalog does not have it.</summary>
internal sealed record PhoneProductBody(string ProductId, string? Name, decimal? Price, string? Currency, string? Url, string? ImageUrl, bool? Available)
{
    public static PhoneProductBody From(string productId, Product? product) =>
        new(productId, product?.Name, product?.Price, product?.Currency, product?.Url, product?.ImageUrl, product?.IsAvailable);
}
