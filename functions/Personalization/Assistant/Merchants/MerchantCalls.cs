using System.Text.Json.Nodes;
using Personalization.Recommendations;

namespace Personalization.Assistant.Merchants;

/// <summary>Which tool answers a merchant's intent, with which arguments.</summary>
internal sealed class MerchantCalls(MerchantSlots slots, ShopWords shop, JsonObject before, string defaultSubject)
{
    /// <summary>The call; null where the answer needs none, and then the intent says why.</summary>
    public (string Tool, JsonObject Arguments)? Of(ref string intent)
    {
        (string Tool, JsonObject Arguments)? call = intent switch
        {
            "count" => Count(ref intent),
            "segments" => ("segment_list", []),
            "audiences" => ("audience_list", []),
            "experiments" => ("experiment_list", []),
            "segment_draft" => Draft(ref intent),
            "similar" or "tag_similar" or "card" => Person(ref intent),
            "bestsellers" or "trending" => Sales(intent),
            "out_of_stock" or "low_stock" or "price_drop" or "price_rise" => Alarms(intent),
            "alarms" => Alarms(null),
            "health" => ("recommendation_health", slots.Days() is { } days ? new JsonObject { ["days"] = Math.Clamp(days, 1, 90) } : []),
            "models" => ("model_history", []),
            "quality" => ("data_quality", []),
            "messages" => ("message_outcomes", []),
            "costs" => ("cost_meter", []),
            "journeys" => ("journey_list", []),
            "journey_status" or "journey_simulate" or "journey_pause" or "journey_resume" => Journey(ref intent),
            "campaign_draft" => Campaign(ref intent),
            "rule_draft" => Rule(ref intent),
            _ => null,
        };
        return call;
    }

    private (string, JsonObject)? Count(ref string intent)
    {
        (JsonObject conditions, string? unknown) = Conditions();
        if (slots.Named(shop.Segments, "segment") is { } segment && (conditions.Count == 0 || SaidBy(segment.Name, conditions))) return ("segment_count", new JsonObject { ["segment"] = segment.Id });
        if (unknown is not null && conditions.Count == 0 && (slots.Has("bought") || slots.Has("viewed")))
        {
            intent = "unknown_goods";
            return null;
        }
        if (slots.Named(shop.Segments, "segment") is { } more && !conditions.ContainsKey("best")) conditions["in_segment"] = more.Id;
        if (conditions.Count > 0) return ("segment_count", Merged(conditions));
        if (slots.Days() is { } days && before.Count > 0)
        {
            JsonObject again = (JsonObject)before.DeepClone();
            again[again.ContainsKey("not_ordered_days") ? "not_ordered_days" : "within_days"] = days;
            return ("segment_count", again);
        }
        return ("segment_list", []);
    }

    // "The segment Bought once" names a segment and no condition beside it.
    private bool SaidBy(string name, JsonObject conditions) => JsonNode.DeepEquals(conditions, new MerchantCalls(slots.Of(name), shop, [], defaultSubject).Conditions().Conditions);

    private (string, JsonObject)? Draft(ref string intent)
    {
        (JsonObject conditions, string? unknown) = Conditions();
        if (conditions.Count == 0 && unknown is not null && slots.Has("bought"))
        {
            intent = "unknown_goods";
            return null;
        }
        if (conditions.Count == 0 && before.Count > 0) conditions = (JsonObject)before.DeepClone();
        if (conditions.Count == 0 && slots.Named(shop.Segments, "segment") is { } inside) conditions["in_segment"] = inside.Id;
        conditions.Remove("segment");
        if (conditions.Count == 0)
        {
            intent = "need_conditions";
            return null;
        }
        conditions["name"] = slots.Quoted ?? slots.After("called") ?? Name(conditions);
        return ("segment_draft", conditions);
    }

    private static string Name(JsonObject conditions) => string.Join(' ', conditions.Where(one => one.Key is not ("product_ids" or "rule")).Select(one => one.Value is JsonValue value && value.TryGetValue(out bool _) ? one.Key : one.Value!.ToString()));

    private JsonObject Merged(JsonObject conditions)
    {
        // A question that only changes the time or the goods keeps the rest of the one before.
        if (!slots.Has("bought") && !slots.Has("absent") && !slots.Has("spent") && before["did"] is not null)
            foreach ((string name, JsonNode? value) in before)
                if (!conditions.ContainsKey(name) && name is not "segment") conditions[name] = value?.DeepClone();
        return conditions;
    }

    private (JsonObject Conditions, string? Unknown) Conditions()
    {
        JsonObject found = [];
        (JsonObject scope, string? unknown) = slots.Scope();
        int? days = slots.Days();
        bool absent = slots.Has("absent");
        string? did = slots.Has("carted") ? "carted" : slots.Has("wished") ? "wished" : slots.Has("viewed") && !slots.Has("bought") ? "viewed" : slots.Has("bought") || scope.Count > 0 ? "bought" : null;
        if (absent && scope.Count == 0 && (did is null or "bought")) found["not_ordered_days"] = days ?? 90;
        else if (slots.Has("abandoned")) found["cart"] = true;
        else if (did is not null && (scope.Count > 0 || unknown is null || did is not "bought"))
        {
            found["did"] = did;
            if (absent) found["not"] = true;
            if (days is { } within) found["within_days"] = within;
        }
        foreach ((string name, JsonNode? value) in scope) found[name] = value?.DeepClone();
        Amounts(found);
        if (slots.Has("once")) (found["min_orders"], found["max_orders"]) = (1, 1);
        else if (slots.Has("repeat") && !found.ContainsKey("min_orders")) found["min_orders"] = 2;
        if (slots.Has("churn")) found["churn_risk"] = true;
        if (slots.Has("best") && slots.Named(shop.Segments, "segment") is null) found["best"] = true;
        foreach ((string mark, string stage) in ((string, string)[])[("lapsed", "lapsed"), ("newcomer", "firstTimeBuyer"), ("prospect", "prospect")])
            if (slots.Has(mark) && slots.Named(shop.Segments, "segment") is null) found["stage"] = stage;
        if (slots.Has("reachable")) found["consent"] = slots.Has("sms") ? "sms" : slots.Has("push") ? "push" : "email";
        if (slots.Has("tagged") && (slots.Quoted ?? slots.After("tagged")) is { } tag) found["tag"] = tag;
        bool bare = found.Count == 1 && found["did"] is not null && unknown is not null;
        return (bare ? [] : found, unknown);
    }

    // "More than 200" is money where something was spent, and orders otherwise.
    private void Amounts(JsonObject found)
    {
        bool less = slots.Has("less");
        foreach ((int at, decimal value) in slots.Numbers())
        {
            int orders = slots.At("orders");
            if (slots.Has("spent") || slots.Has("money")) found[less ? "max_spent" : "min_spent"] = value;
            else if (value == Math.Floor(value) && value < 100000 && (orders - at is 1 or 2 || (slots.Has("times") && slots.At("times") - at is 1)))
                found[less ? "max_orders" : "min_orders"] = (int)value + (slots.Has("more") ? 1 : 0);
        }
        if (slots.Has("spent") && (slots.Has("EUR") || slots.Has("USD") || slots.Has("GEL"))) found["currency"] = slots.Has("EUR") ? "EUR" : slots.Has("USD") ? "USD" : "GEL";
        if (found.ContainsKey("min_orders") || found.ContainsKey("max_orders") || found.ContainsKey("min_spent") || found.ContainsKey("max_spent"))
            if (slots.Days() is { } days && !found.ContainsKey("not_ordered_days")) found["within_days"] = days;
    }

    private (string, JsonObject)? Person(ref string intent)
    {
        string? person = slots.Person is { } said ? said.Contains('@', StringComparison.Ordinal) && !said.Contains(':', StringComparison.Ordinal) ? "email:" + said : said : slots.Free(intent is "tag_similar", isName: before["person"] is not null) ?? before["person"]?.GetValue<string>();
        if (person is null)
        {
            intent = "need_person";
            return null;
        }
        JsonObject arguments = new() { ["person"] = person.Contains(':', StringComparison.Ordinal) ? person : "user_id:" + person };
        if (intent is not "card" && slots.Numbers().Select(one => one.Value).FirstOrDefault(one => one is >= 1 and <= 50) is > 0 and var limit) arguments["limit"] = (int)limit;
        if (intent is "similar") return ("similar_customers", arguments);
        if (intent is "card") return ("profile_card", arguments);
        if ((slots.Quoted ?? slots.After("as")) is not { } tag)
        {
            intent = "need_tag";
            return null;
        }
        arguments["tag"] = tag;
        return ("tag_similar_customers", arguments);
    }

    private (string, JsonObject)? Sales(string intent)
    {
        JsonObject arguments = new() { ["kind"] = intent };
        if (slots.Days() is { } days) arguments["window"] = days switch { <= 1 => "24h", <= 7 => "7d", <= 30 => "30d", _ => "90d" };
        if (slots.Country() is { } country) arguments["country"] = country;
        if (slots.Has("newcomer")) arguments["segment"] = Slices.NewVisitor;
        else if (slots.Has("repeat")) arguments["segment"] = Slices.RepeatBuyer;
        else if (slots.Named(shop.Segments, "segment") is { } segment) arguments["segment"] = segment.Id;
        if (slots.Scope().Scope["category"]?.GetValue<string>() is { } category) arguments["category"] = category;
        if (slots.Numbers().Select(one => one.Value).FirstOrDefault(one => one is >= 1 and <= 20) is > 0 and var limit) arguments["limit"] = (int)limit;
        foreach ((string name, JsonNode? value) in before)
            if (before["kind"] is not null && before["days"] is null && !arguments.ContainsKey(name) && name is "country" or "category" && slots.Words.All.Length <= 6) arguments[name] = value?.DeepClone();
        return ("bestsellers", arguments);
    }

    private (string, JsonObject)? Alarms(string? kind)
    {
        JsonObject arguments = kind is null ? [] : new JsonObject { ["kind"] = kind };
        if (slots.Days() is { } days) arguments["days"] = Math.Clamp(days, 1, 365);
        if (slots.Scope().Scope["category"]?.GetValue<string>() is { } category) arguments["category"] = category;
        return ("price_stock_alarms", arguments);
    }

    private (string, JsonObject)? Journey(ref string intent)
    {
        if ((slots.Named(shop.Journeys, "journey")?.Id ?? before["recipe"]?.GetValue<string>()) is { } recipe) return (intent, new JsonObject { ["recipe"] = recipe });
        intent = "journeys";
        return ("journey_list", []);
    }

    private (string, JsonObject)? Campaign(ref string intent)
    {
        (JsonObject arguments, _) = Conditions();
        if (slots.Named(shop.Segments, "segment") is { } segment) arguments = new JsonObject { ["segment"] = segment.Id };
        else if (arguments.Count == 0 && before["did"] is not null) arguments = (JsonObject)before.DeepClone();
        arguments.Remove("name");
        if (arguments.Count == 0)
        {
            intent = "need_segment";
            return null;
        }
        string subject = slots.Quoted ?? slots.Rest("subject") ?? defaultSubject;
        arguments["subject"] = subject.Length <= 120 ? subject : subject[..120];
        return ("campaign_draft", arguments);
    }

    private (string, JsonObject)? Rule(ref string intent)
    {
        (JsonObject scope, _) = slots.Scope();
        string action = slots.Has("exclude") ? "exclude" : slots.Has("bury") ? "bury" : "boost";
        JsonObject arguments = new() { ["action"] = action };
        foreach ((string name, JsonNode? value) in scope) arguments[name] = value?.DeepClone();
        if (arguments.Count > 1) return ("rule_draft", arguments);
        intent = "need_goods";
        return null;
    }
}
