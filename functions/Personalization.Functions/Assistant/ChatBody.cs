using Personalization.Assistant.Engines;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Functions.Assistant.Proposals;

namespace Personalization.Functions.Assistant;

/// <summary>An answer as JSON.</summary>
internal sealed record ChatBody(
    string ConversationId, string Engine, string Answer, IReadOnlyList<ChatProductBody> Products, IReadOnlyList<CartAct>? Cart, IReadOnlyList<FigureFact>? Figures,
    IReadOnlyList<ThingFact>? Things, IReadOnlyList<OfferedBody>? Proposals, IReadOnlyList<Notice>? Notices, TokenUsage Usage)
{
    /// <summary>Names of the tools that were called.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>Passages of guides that the answer is from.</summary>
    public IReadOnlyList<TextFact>? Texts { get; init; }

    public static ChatBody Of(string conversation, string answer, IReadOnlyList<ToolResult> results, IReadOnlyList<Notice> notices, AnswerEnded ended, ProposalDesk proposals) => new(
        conversation, ended.Engine, answer, [.. results.SelectMany(result => result.Facts.OfType<ProductFact>()).DistinctBy(fact => fact.Product.ProductId).Select(ChatProductBody.Of)],
        Some(results.SelectMany(result => result.Cart)), Some(results.SelectMany(result => result.Facts.OfType<FigureFact>())),
        Some(results.SelectMany(result => result.Facts.OfType<ThingFact>())),
        Some(results.Select(result => result.Proposal).OfType<Proposal>().DistinctBy(one => one.Id).Select(one => OfferedBody.Of(one, proposals))), Some(notices), ended.Usage)
    {
        Tools = Some(results.Select(result => result.Tool).Distinct(StringComparer.Ordinal)), Texts = Some(results.SelectMany(result => result.Facts.OfType<TextFact>())),
    };

    private static T[]? Some<T>(IEnumerable<T> all) => all.ToArray() is { Length: > 0 } some ? some : null;
}

/// <summary>A product of an answer.</summary>
internal sealed record ChatProductBody(
    string ProductId, string Name, decimal? Price, string? Currency, bool Available, string? Url, string? ImageUrl, string? Why, string? DecisionId)
{
    public static ChatProductBody Of(ProductFact fact) => new(
        fact.Product.ProductId, fact.Product.Name, fact.Product.Price, fact.Product.Currency, fact.Product.IsAvailable, fact.Product.Url, fact.Product.ImageUrl, fact.Why, fact.DecisionId);
}
