using Personalization.Assistant;
using Personalization.Assistant.Tools;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Profiles;
using Personalization.Profiles.Staff;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>
/// Hands a shopper over to a person: a note on the card that staff see, and an event that journeys and webhooks can act on. Of somebody who
/// is not known, a card is begun for the conversation.
/// </summary>
/// <param name="events">Takes events in.</param>
internal sealed class HandOverTool(ServerEvents events) : IAssistantTool
{
    private const string Author = "assistant";
    private const int MostReason = 200;

    public ToolDefinition Definition { get; } = new(
        "hand_over", AssistantAudience.Shopper, ToolKind.Read, "Hand over to a person", "Tells the shop's staff that the shopper wants to talk to a person. Only when the shopper asks for it, or is upset and cannot be helped.",
        [new("reason", ToolType.Text, "What it is about, in a few words.") { Required = true, MaxLength = MostReason }]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        string conversation = context.Caller.Conversation;
        PersonKey person = context.Caller.Visitor ?? PersonKey.Anonymous("chat-" + conversation);
        // Whoever asks twice in one conversation asks for the same.
        string id = "handover-" + StableHash.Hex(conversation, 32);
        ReadOnlyMemory<byte> asked = PersonEvents.Line(person, new EventDraft(id, EventType.Track, EventNames.HandoverRequested, null, null, context.At, context.At, Author), json =>
        {
            json.WriteString("conversation_id", conversation);
            json.WriteString("reason", arguments.Text("reason"));
        });
        StaffChange note = new(ReservedEvents.CustomerNoteAdded, Author, json =>
        {
            json.WriteString("note_id", id[..40]);
            json.WriteString("text", $"Asked the assistant for a person ({arguments.Text("reason")}). Conversation {conversation}.");
        });
        bool taken = await events.TryAcceptAsync([asked, note.Line(person, "note-" + id, context.At)], cancellationToken);
        return taken
            ? new ToolResult(Definition.Name, [new ThingFact("handover", conversation, null, "requested", context.At, null)])
            : ToolResult.Failed(Definition.Name, ShopperProblems.Busy);
    }
}
