namespace Personalization.Profiles.Wishes;

/// <summary>The newest statement about a product of a wish list. Field names are storage format.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="EventId">Hash of the event and the product's place in it.</param>
/// <param name="ListId">The shop's id of the list; empty for the one of a shop that names none.</param>
/// <param name="ProductId">Product.</param>
/// <param name="Removed">Whether it was taken off.</param>
/// <param name="ListName">What the person calls the list, where said.</param>
public sealed record WishStatement(DateTimeOffset At, ulong EventId, string ListId, string ProductId, bool Removed = false, string? ListName = null);
