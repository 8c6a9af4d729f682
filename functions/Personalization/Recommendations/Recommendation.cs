using Personalization.Catalog;
using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>What is asked for.</summary>
/// <param name="Strategy">Name of a strategy, see <see cref="Strategies"/>.</param>
/// <param name="ProductId">The product that the list stands beside, for strategies that need one.</param>
/// <param name="Limit">How many items at most.</param>
/// <param name="UseFallback">Whether places that the strategy cannot fill are filled by its fallbacks.</param>
public sealed record RecommendationRequest(string Strategy, string? ProductId, int Limit, bool UseFallback);

/// <summary>What an answer is made from: each part immutable, and named by its version.</summary>
/// <param name="Catalog">Products.</param>
/// <param name="Model">What goes together.</param>
/// <param name="Ranking">What sells and what rises.</param>
/// <param name="Profile">The visitor, or null when nobody is named.</param>
public sealed record RecommendationContext(CatalogSnapshot Catalog, RecommendationModel Model, ActivityRanking Ranking, Profile? Profile);

/// <summary>Why an item is in a list.</summary>
/// <param name="Code">Stable name of the reason, for the storefront's own words.</param>
/// <param name="Text">The reason in English.</param>
/// <param name="ProductId">The product that the reason speaks of, if any.</param>
public sealed record RecommendationReason(string Code, string Text, string? ProductId = null);

/// <summary>A product that a strategy proposes.</summary>
/// <param name="ProductId">Product.</param>
/// <param name="Score">Strength; comparable within one strategy only.</param>
/// <param name="Reason">Why.</param>
public sealed record Candidate(string ProductId, double Score, RecommendationReason Reason);

/// <summary>An item of an answer.</summary>
/// <param name="Product">Product.</param>
/// <param name="Score">Strength; comparable within one reason code only.</param>
/// <param name="Reason">Why it is there.</param>
public sealed record RecommendedItem(Product Product, double Score, RecommendationReason Reason);

/// <summary>An answer.</summary>
/// <param name="DecisionId">Hash of all that the answer is made from: events about its items echo it.</param>
/// <param name="Strategy">The strategy asked for.</param>
/// <param name="Fallback">"none", or the last fallback that filled places.</param>
/// <param name="ModelVersion">The model snapshot it was made with.</param>
/// <param name="Items">Best first.</param>
public sealed record RecommendationAnswer(string DecisionId, string Strategy, string Fallback, string ModelVersion, IReadOnlyList<RecommendedItem> Items);
