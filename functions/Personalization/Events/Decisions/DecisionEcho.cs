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

    /// <summary>The decision that the event as a whole names, in its properties or else in its context.</summary>
    public static EchoOutcome Of(ShopEvent shopEvent, IDecisionReader decisions, out DecisionId decision) =>
        Of(shopEvent.Properties, shopEvent, decisions, out decision) is var own and not EchoOutcome.None
            ? own
            : Of(shopEvent.Context, shopEvent, decisions, out decision);

    /// <summary>The decision that a part of the event names, such as one of its products.</summary>
    public static EchoOutcome Of(JsonElement part, ShopEvent shopEvent, IDecisionReader decisions, out DecisionId decision)
    {
        decision = default;
        if (part.ValueKind is not JsonValueKind.Object || !part.TryGetProperty(Property, out JsonElement token)) return EchoOutcome.None;
        if (token.ValueKind is not JsonValueKind.String || !decisions.TryRead(token.GetString(), out decision)) return EchoOutcome.Foreign;
        return decision.Covers(shopEvent.Timestamp) ? EchoOutcome.Verified : EchoOutcome.OutOfTime;
    }
}
