using System.Text.Json;
using Microsoft.DurableTask.Client;
using Personalization.Events;
using Personalization.LocalHost.Durable;
using Personalization.Messages.Delivery;
using Personalization.Profiles;
using OutgoingMessage = Personalization.Messages.Delivery.OutgoingMessage;

namespace Personalization.Simulator.World;

/// <summary>Writes down what happens in a simulated shop.</summary>
internal sealed class ShopRecorder(TimeProvider clock)
{
    private readonly List<Happening> all = [];
    private readonly Dictionary<string, OutgoingMessage> messages = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Instance, int Generation), (string Person, string Journey)> journeys = [];

    public IReadOnlyList<Happening> All => all;

    public void Did(ReadOnlyMemory<byte> line)
    {
        ShopEvent shopEvent = EventCodec.Parse(line);
        all.Add(new Did(shopEvent.Timestamp, PersonKey.Of(shopEvent).Value, shopEvent, clock.GetUtcNow()));
    }

    public void Changed(InstanceState state)
    {
        DateTimeOffset now = clock.GetUtcNow();
        (string Instance, int Generation) run = (state.InstanceId, state.Generation);
        if (!journeys.TryGetValue(run, out (string Person, string Journey) journey))
        {
            journey = journeys[run] = (PersonOf(state) ?? state.InstanceId, JourneyOf(state));
            // A new turn of a journey is the same journey; one that begins anew is not.
            if (state.Status is OrchestrationRuntimeStatus.Pending) all.Add(new JourneyBegan(now, journey.Person, journey.Journey, state.InstanceId, state.NextDue));
        }
        if (state.IsOver) all.Add(new JourneyEnded(now, journey.Person, journey.Journey, state.InstanceId, Reason(state.Output), state.Failure?.Message));
    }

    public void Queued(QueuedMessage copy, DateTimeOffset until, IReadOnlyList<Personalization.Messages.DecisionReason> reasons)
    {
        messages[copy.Message.Id] = copy.Message;
        all.Add(new MessageWaits(clock.GetUtcNow(), copy.Message.Person.Value, MessageBrief.Of(copy.Message), until, reasons));
    }

    public void Went(OutgoingMessage message) => all.Add(new MessageWent(clock.GetUtcNow(), message.Person.Value, MessageBrief.Of(message)));

    public void Saved(DeliveryRecord record)
    {
        if (record is { IsDone: true, State: not DeliveryState.Sent } && messages.TryGetValue(record.Id, out OutgoingMessage? message))
            all.Add(new MessageFailed(clock.GetUtcNow(), message.Person.Value, MessageBrief.Of(message), record.Reasons));
    }

    // Instances are named journey-NAME-PERSON-SUBJECT, the last two without hyphens; all recipes have one name, and tell their own in their state.
    private static string JourneyOf(InstanceState state) =>
        state.Input is { } input && Find(JsonElement.Parse(input), "recipe") is { } recipe ? recipe
        : state.InstanceId.Split('-') is ["journey", .. var name, _, _] ? string.Join('-', name) : state.Name;

    private static string? PersonOf(InstanceState state) => state.Input is null ? null : Find(JsonElement.Parse(state.Input), "person");

    private static string Reason(string? output) => output is null ? "" : Find(JsonElement.Parse(output), "reason") ?? output;

    // At whatever depth: what an orchestrator takes and gives is its own affair.
    private static string? Find(JsonElement element, string name)
    {
        if (element.ValueKind is not JsonValueKind.Object) return null;
        foreach (JsonProperty property in element.EnumerateObject())
            if (property.Value.ValueKind is JsonValueKind.String && property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value.GetString();
        return element.EnumerateObject().Select(property => Find(property.Value, name)).FirstOrDefault(found => found is not null);
    }
}
