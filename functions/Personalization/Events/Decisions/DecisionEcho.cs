using System.Text.Json;

namespace Personalization.Events.Decisions;

/// <summary>What became of the decision that an event names.</summary>
public enum EchoOutcome
{
    /// <summary>It names none.</summary>
    None,

    /// <summary>One of this shop's, made in time.</summary>
    Verified,

    /// <summary>Not signed here: made up, or another system's.</summary>
    Foreign,

    /// <summary>Signed here, but made after the event or too long before it.</summary>
    OutOfTime,
}

/// <summary>Reads the decisions that events echo.</summary>
public static class DecisionEcho
{
    /// <summary>Name of the property, or member of the context, that holds the token.</summary>
    public const string Property = "decision_id";

    /// <summary>The decision that the event as a whole names, in its properties, its context, or the link of a mail that was followed.</summary>
    public static EchoOutcome Of(ShopEvent shopEvent, IDecisionReader decisions, out DecisionId decision) =>
        Of(shopEvent.Properties, shopEvent, decisions, out decision) is var own and not EchoOutcome.None
            ? own
            : Of(shopEvent.Context, shopEvent, decisions, out decision) is var around and not EchoOutcome.None
                ? around
                : OfLink(shopEvent, decisions, out decision);

    /// <summary>The decision that a part of the event names, such as one of its products.</summary>
    public static EchoOutcome Of(JsonElement part, ShopEvent shopEvent, IDecisionReader decisions, out DecisionId decision)
    {
        decision = default;
        if (part.ValueKind is not JsonValueKind.Object || !part.TryGetProperty(Property, out JsonElement token)) return EchoOutcome.None;
        return Of(token.ValueKind is JsonValueKind.String ? token.GetString() : null, shopEvent, decisions, out decision);
    }

    // Links of products in messages carry the decision as a parameter; whoever sent the mail reports the link, not the product.
    private static EchoOutcome OfLink(ShopEvent shopEvent, IDecisionReader decisions, out DecisionId decision)
    {
        decision = default;
        if (shopEvent.Event is not EventNames.EmailLinkClicked || shopEvent.Properties.ValueKind is not JsonValueKind.Object) return EchoOutcome.None;
        if (!shopEvent.Properties.TryGetProperty("link_url", out JsonElement link) || link.ValueKind is not JsonValueKind.String) return EchoOutcome.None;
        string url = link.GetString()!;
        int start = url.IndexOf(Property + "=", StringComparison.Ordinal);
        if (start < 1 || url[start - 1] is not ('?' or '&')) return EchoOutcome.None;
        string token = url[(start + Property.Length + 1)..];
        int end = token.AsSpan().IndexOfAny('&', '#');
        return Of(end < 0 ? token : token[..end], shopEvent, decisions, out decision);
    }

    private static EchoOutcome Of(string? token, ShopEvent shopEvent, IDecisionReader decisions, out DecisionId decision)
    {
        if (!decisions.TryRead(token, out decision)) return EchoOutcome.Foreign;
        return decision.Covers(shopEvent.Timestamp) ? EchoOutcome.Verified : EchoOutcome.OutOfTime;
    }
}
