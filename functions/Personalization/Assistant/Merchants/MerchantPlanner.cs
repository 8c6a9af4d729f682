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
    private const int Misplaced = 6;
    private const double LeastHint = 0.5, Clear = 1.5;

    // What is asked to be done comes before what it is about, and that before how many of it there are.
    private static readonly (string Intent, int Weight)[] Weights =
    [
        ("refuse", 14), ("campaign_draft", 12), ("rule_draft", 8), ("tag_similar", 8), ("segment_draft", 8), ("audiences", 7), ("experiments", 7), ("journey_simulate", 7), ("journey_resume", 7), ("journey_pause", 7), ("similar", 6), ("models", 5), ("quality", 5),
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
        string intent = IntentOf(slots, lexicons, known, before["args"]?["recipe"] is not null);
        if (intent.Length == 0) intent = Follows(slots, before) ? before["intent"]!.GetValue<string>() : Hinted(slots, lexicons);
        (string Tool, JsonObject Arguments)? call = new MerchantCalls(slots, known, before["args"] as JsonObject ?? [], MerchantWording.For(turn.Language).Subject).Of(ref intent);
        JsonObject understood = new() { ["intent"] = intent, ["args"] = call?.Arguments.DeepClone() ?? before["args"]?.DeepClone() };
        return new OfflinePlan(intent, understood.ToJsonString(), call is { } made ? [new PlannedCall(made.Tool, JsonElement.Parse(made.Arguments.ToJsonString()))] : []);
    }

    /// <inheritdoc/>
    public string Say(OfflinePlan plan, IReadOnlyList<ToolResult> results, AssistantTurn turn) => MerchantWording.For(turn.Language).Say(plan, results);

    private static string IntentOf(MerchantSlots slots, IReadOnlyList<MerchantLexicon> lexicons, ShopWords known, bool goesOn)
    {
        Dictionary<string, int> scores = new(StringComparer.Ordinal);
        foreach ((string intent, int found) in lexicons.SelectMany(one => one.Intents(slots.Words))) scores[intent] = Math.Max(scores.GetValueOrDefault(intent), found);
        bool journey = slots.Named(known.Journeys, "journey") is not null, segment = slots.Named(known.Segments, "segment") is not null;
        if (scores.Count == 0) return journey ? "journey_status" : segment || Asks(slots) ? "count" : slots.Person is not null ? slots.Has("alike") ? "similar" : "card" : "";
        int Context(string intent) => intent switch
        {
            "journey_status" or "journey_simulate" or "journey_pause" or "journey_resume" => journey || goesOn ? 1 : -Misplaced,
            "rule_draft" => slots.Scope().Scope.Count > 0 ? 0 : -Misplaced,
            "card" or "similar" or "tag_similar" => slots.Person is not null ? Misplaced : journey ? -Misplaced : 0,
            _ => 0,
        };
        string best = Weights.Where(one => scores.ContainsKey(one.Intent)).OrderByDescending(one => one.Weight + scores[one.Intent] + Context(one.Intent)).ThenByDescending(one => one.Weight).First().Intent;
        if (best is "journeys" && journey) return "journey_status";
        if (best is "segments" && segment) return "count";
        // Of whom nothing else is asked the card is wanted, or who is like them.
        if (slots.Person is not null && best is "count" or "help" or "journeys" or "segments" or "messages" or "quality" or "health" or "alarms") return slots.Has("alike") ? "similar" : "card";
        // Of an audience with conditions a segment is made first.
        if (best is "audiences" && Asks(slots) && (slots.Days() is not null || slots.Scope().Scope.Count > 0)) return "segment_draft";
        // "Which campaigns run by themselves?" asks for no new one.
        if (best is "campaign_draft" && scores[best] <= 2 && slots.At("asks") is 0 && !Asks(slots) && !segment) return "journeys";
        return best is "help" && Asks(slots) ? "count" : best;
    }

    // What single words hint at, where no pattern is met as a whole.
    private static string Hinted(MerchantSlots slots, IReadOnlyList<MerchantLexicon> lexicons)
    {
        (string Intent, double Share)[] hints = [.. lexicons.SelectMany(one => one.Hints(slots.Words)).GroupBy(one => one.Intent, one => one.Share).Select(same => (same.Key, same.Max())).OrderByDescending(one => one.Item2).ThenBy(one => one.Key, StringComparer.Ordinal)];
        return hints is [{ Share: >= LeastHint } only] || hints is [{ Share: >= LeastHint } first, var second, ..] && first.Share >= second.Share * Clear ? hints[0].Intent : "unknown";
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
