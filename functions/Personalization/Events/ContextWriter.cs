using System.Text.Json;

namespace Personalization.Events;

/// <summary>Writes an event's context: its own fields, then those of the batch that it does not have.</summary>
internal static class ContextWriter
{
    private static readonly JsonElement Yes = JsonElement.Parse("true");

    public static void Write(Utf8JsonWriter json, JsonElement context, CaptureScope scope, EventFindings findings)
    {
        (JsonElement batchContext, bool asksForPrivacy) = (scope.Context, scope.AsksForPrivacy);
        bool own = context.ValueKind is JsonValueKind.Object;
        if (!own && batchContext.ValueKind is not JsonValueKind.Object && !asksForPrivacy) return;
        OrderedDictionary<string, JsonElement> members = own ? EventMembers.Of(context, findings, "context") : [];
        if (batchContext.ValueKind is JsonValueKind.Object)
            foreach (JsonProperty member in batchContext.EnumerateObject()) members.TryAdd(member.Name, member.Value);
        // Only the suite itself says where a statement comes from.
        members.Remove(Provenance.Member);
        // The browser's own header stands, whatever a page writes into the event.
        if (asksForPrivacy) members[ConsentSignals.PrivacyMember] = Yes;
        scope.Place?.Fill(members);
        ReservedTraits.RemoveFromContext(members, findings);
        json.WritePropertyName("context");
        EventMembers.Write(json, members);
    }
}
