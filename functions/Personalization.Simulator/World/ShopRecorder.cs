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

    public IReadOnlyList<Happening> All => all;

    public void Did(ReadOnlyMemory<byte> line)
    {
        ShopEvent shopEvent = EventCodec.Parse(line);
        all.Add(new Did(shopEvent.Timestamp, PersonKey.Of(shopEvent).Value, shopEvent));
    }

    public void Changed(InstanceState state)
    {
        // A new turn of a journey is the same journey.
        if (state is { Generation: 0, Status: Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Pending })
            all.Add(new JourneyBegan(clock.GetUtcNow(), state.InstanceId, state.Name, state.InstanceId));
        else if (state.IsOver) all.Add(new JourneyEnded(clock.GetUtcNow(), state.InstanceId, state.Name, state.InstanceId, state.Output ?? "", state.Failure?.Message));
    }

    public void Went(OutgoingMessage message) => all.Add(new MessageWent(clock.GetUtcNow(), message.Person.Value, MessageBrief.Of(message)));

    public Func<QueuedMessage, DateTimeOffset, Task> QueuedBy(IDeliveryStore deliveries) => async (copy, until) =>
    {
        DeliveryRecord record = (await deliveries.LoadAsync(copy.Message.Id, CancellationToken.None)).Record;
        all.Add(new MessageWaits(clock.GetUtcNow(), copy.Message.Person.Value, MessageBrief.Of(copy.Message), until, record.Reasons));
    };
}
