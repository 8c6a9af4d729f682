using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;

namespace Personalization.Assistant.Merchants;

/// <summary>Understands a merchant's questions by intent and slots and words the answers, in the languages of its files.</summary>
/// <param name="shop">What things of the shop are called.</param>
public sealed class MerchantPlanner(IShopWords shop) : IOfflinePlanner
{
    // What is asked to be done comes before what it is about, and that before how many of it there are.
    private static readonly (string Intent, int Weight)[] Weights =
    [
        ("refuse", 14), ("campaign_draft", 12), ("rule_draft", 8), ("tag_similar", 8), ("segment_draft", 8), ("journey_simulate", 7), ("journey_resume", 7), ("journey_pause", 7), ("similar", 6), ("models", 5), ("quality", 5),
        ("card", 5), ("out_of_stock", 5), ("low_stock", 5), ("price_drop", 5), ("price_rise", 5), ("costs", 4), ("alarms", 4), ("health", 4), ("messages", 4), ("trending", 4), ("bestsellers", 4), ("journey_status", 3), ("journeys", 3),
        ("segments", 3), ("count", 1), ("help", 0),
    ];

    /// <inheritdoc/>
    public AssistantAudience Audience => AssistantAudience.Merchant;

    /// <inheritdoc/>
    public async ValueTask<OfflinePlan> PlanAsync(AssistantTurn turn, CancellationToken cancellationToken)
    {
        ShopWords known = await shop.CurrentAsync(cancellationToken);
        IReadOnlyList<MerchantLexicon> lexicons = MerchantLexicon.For(LanguageGuess.Of(turn.Question) ?? turn.Language.Split('-')[0]);
        MerchantSlots slots = new(turn.Question, lexicons, known);
        JsonObject before = Before(turn);
        string intent = IntentOf(slots, lexicons, known);
        if (intent.Length == 0) intent = Follows(slots, before) ? before["intent"]!.GetValue<string>() : "unknown";
        (string Tool, JsonObject Arguments)? call = new MerchantCalls(slots, known, before["args"] as JsonObject ?? [], MerchantWording.For(turn.Language).Subject).Of(ref intent);
        JsonObject understood = new() { ["intent"] = intent, ["args"] = call?.Arguments.DeepClone() ?? before["args"]?.DeepClone() };
        return new OfflinePlan(intent, understood.ToJsonString(), call is { } made ? [new PlannedCall(made.Tool, JsonElement.Parse(made.Arguments.ToJsonString()))] : []);
    }

    /// <inheritdoc/>
    public string Say(OfflinePlan plan, IReadOnlyList<ToolResult> results, AssistantTurn turn) => MerchantWording.For(turn.Language).Say(plan, results);

    private static string IntentOf(MerchantSlots slots, IReadOnlyList<MerchantLexicon> lexicons, ShopWords known)
    {
        Dictionary<string, int> scores = new(StringComparer.Ordinal);
        foreach ((string intent, int found) in lexicons.SelectMany(one => one.Intents(slots.Words))) scores[intent] = Math.Max(scores.GetValueOrDefault(intent), found);
        if (scores.Count == 0) return slots.Named(known.Journeys, "journey") is not null ? "journey_status" : slots.Named(known.Segments, "segment") is not null || Asks(slots) ? "count" : slots.Person is not null ? "card" : "";
        string best = Weights.Where(one => scores.ContainsKey(one.Intent)).OrderByDescending(one => one.Weight + (2 * scores[one.Intent])).ThenByDescending(one => one.Weight).First().Intent;
        if (best is "journeys" && slots.Named(known.Journeys, "journey") is not null) return "journey_status";
        if (best is "segments" && slots.Named(known.Segments, "segment") is not null) return "count";
        return best is "help" && Asks(slots) ? "count" : best;
    }

    private static bool Asks(MerchantSlots slots) => slots.Has("bought") || slots.Has("absent") || slots.Has("spent") || slots.Has("viewed") || slots.Has("carted") || slots.Has("best") || slots.Has("once") || slots.Has("churn");

    // "And in the last week?" has only what is to be changed.
    private static bool Follows(MerchantSlots slots, JsonObject before) =>
        before["intent"] is not null && slots.Words.All.Length <= 12 && (slots.Days() is not null || slots.Country() is not null || slots.Scope().Scope.Count > 0 || slots.Numbers().Any());

    private static JsonObject Before(AssistantTurn turn)
    {
        string? said = turn.Before.LastOrDefault(one => one.Role is ChatRole.Assistant && one.Understood is not null)?.Understood;
        try
        {
            return said is null ? [] : JsonNode.Parse(said) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return []; // Somebody else's words: there is nothing to go on with.
        }
    }
}
