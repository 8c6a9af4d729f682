using System.Text.Json;
using Personalization.Functions.Journeys;
using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Staff;

namespace Personalization.Functions.Insights.People;

/// <summary>A person on one card, for staff.</summary>
internal sealed record CardBody(
    string Id, NameBody Name, string? Language, ContactBody Contact, LoyaltyBody? Loyalty, ValueBody Value, IReadOnlyList<OrderBody> LastOrders,
    IReadOnlyList<CardProductBody> Cart, IReadOnlyList<CardListBody> WishLists, IReadOnlyDictionary<string, JsonElement> Sizes, IReadOnlyList<TagBody> Tags,
    IReadOnlyList<NoteBody> Notes, IReadOnlyList<JourneyInstanceBody> OpenJourneys, IReadOnlyList<PersonMessageBody> LastMessages, ConsentsBody Consents,
    ExpectedBody? Expected, IReadOnlyList<SuggestionBody> Suggestions, IReadOnlyList<TasteBody> Tastes);

/// <summary>How to address the person; each where known.</summary>
internal sealed record NameBody(string? Salutation, string? First, string? Last, string? Full);

/// <summary>How the person is reached; masked unless asked for.</summary>
internal sealed record ContactBody(string? Email, string? Phone, bool Masked);

/// <summary>What the person has brought, and where the person stands.</summary>
internal sealed record ValueBody(string Stage, long Orders, IReadOnlyDictionary<string, decimal> Revenue, string? FirstSeen, string? LastSeen, string? LastOrder);

/// <summary>A product, by its name where the catalog has it.</summary>
internal sealed record CardProductBody(string ProductId, string? Name, int? Quantity);

/// <summary>A wish list.</summary>
internal sealed record CardListBody(string? Name, IReadOnlyList<CardProductBody> Products);

/// <summary>What is expected of the person; each where enough is known to say.</summary>
internal sealed record ExpectedBody(string? NextOrder, double? ChurnRisk, double? LifetimeValue, string? Currency, double? DiscountAffinity);

/// <summary>A product to speak of next, and why.</summary>
internal sealed record SuggestionBody(string ProductId, string? Name, string Reason);

/// <summary>What matters to the person about products, how that is known, by which source and how sure.</summary>
internal sealed record TasteBody(string Said, string Origin, string? Source, string? Id, double? Confidence, string At);
