using Personalization.Profiles;

namespace Personalization.Assistant;

/// <summary>Whom the assistant serves.</summary>
public enum AssistantAudience
{
    /// <summary>Somebody in the shop.</summary>
    Shopper,

    /// <summary>Somebody of the shop's staff, who has shown a key.</summary>
    Merchant,
}

/// <summary>Who asks. A model never says who: this comes from the request alone.</summary>
/// <param name="Audience">Shopper or merchant.</param>
/// <param name="Conversation">Id of the conversation.</param>
/// <param name="Language">BCP 47 tag in which to answer, or null to follow the question.</param>
public sealed record AssistantCaller(AssistantAudience Audience, string Conversation, string? Language)
{
    /// <summary>Who the storefront says is there; good for recommendations, which are that person's already, and for nothing that is private.</summary>
    public PersonKey? Visitor { get; init; }

    /// <summary>Who it is beyond doubt, by a signed token; only this person's orders are told without further proof.</summary>
    public PersonKey? Verified { get; init; }

    /// <summary>What the storefront says lies in the cart; null where the profile says.</summary>
    public IReadOnlyList<string>? Cart { get; init; }

    /// <summary>The product that the visitor looks at now.</summary>
    public string? ProductId { get; init; }

    /// <summary>The member of staff, as they call themselves; null for shoppers.</summary>
    public string? Author { get; init; }
}
