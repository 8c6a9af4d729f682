using System.Text.Json;
using System.Text.Json.Nodes;

namespace Personalization.Events;

/// <summary>Traits that only the suite itself writes: what it has worked out of somebody's answers, and scores with their provenance. Capture takes them out of what is sent.</summary>
public static class ReservedTraits
{
    private static readonly string[] Prefixes = ["taste:", "score:"];

    /// <summary>True for a trait that a sender cannot write.</summary>
    public static bool Holds(string name)
    {
        foreach (string prefix in Prefixes)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>Takes them out of traits.</summary>
    internal static void Remove(OrderedDictionary<string, JsonElement> traits, EventFindings findings, string pointer)
    {
        for (int at = traits.Count - 1; at >= 0; at--)
        {
            string name = traits.GetAt(at).Key;
            if (!Holds(name)) continue;
            traits.RemoveAt(at);
            findings.Correct("reserved_trait", EventMembers.Join(pointer, name), $"{name} is written by the suite only and was left out.");
        }
    }

    /// <summary>Takes them out of the traits of a context.</summary>
    internal static void RemoveFromContext(OrderedDictionary<string, JsonElement> context, EventFindings findings)
    {
        if (!context.TryGetValue("traits", out JsonElement traits) || traits.ValueKind is not JsonValueKind.Object || !traits.EnumerateObject().Any(one => Holds(one.Name))) return;
        OrderedDictionary<string, JsonElement> members = EventMembers.Of(traits, findings, "context/traits");
        Remove(members, findings, "context/traits");
        context["traits"] = JsonSerializer.SerializeToElement(new JsonObject(members.Select(one => KeyValuePair.Create(one.Key, JsonNode.Parse(one.Value.GetRawText())))));
    }
}
