using Microsoft.DurableTask.Client;
using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>
/// Starts and wakes orchestrations by events that the profiles have taken in. It is told of every event of a message, known ones too, and of
/// the same message again where a process died: what it does, it does once. It decides by the profile; an event only says where to look.
/// </summary>
public interface IEventFollower
{
    /// <summary>Says that these events have been taken in. What it throws brings the message again.</summary>
    Task NoticeAsync(IReadOnlyList<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken);
}
