using System.Text.Json;
using Microsoft.DurableTask.Client;
using Personalization.Events;
using Personalization.Journeys;

namespace Personalization.Functions.Journeys;

/// <summary>The journeys that there are.</summary>
internal sealed record JourneyListBody(IReadOnlyList<JourneyBody> Journeys);

/// <summary>A journey with its settings.</summary>
internal sealed record JourneyBody(string Name, string Version, JsonElement Settings);

/// <summary>Journeys of a person, the newest first.</summary>
internal sealed record JourneyInstancesBody(IReadOnlyList<JourneyInstanceBody> Instances);

/// <summary>A journey of a person: what is done, what it waits for and until when, or why it ended.</summary>
internal sealed record JourneyInstanceBody(
    string Id, string Journey, string Status, string StartedAt, string UpdatedAt, IReadOnlyList<string> Steps, string? WaitsFor, string? Until, string? Ended, string? Trouble)
{
    public static JourneyInstanceBody From(string journey, OrchestrationMetadata one)
    {
        JourneyStatus? status = one.SerializedCustomStatus is null ? null : one.ReadCustomStatusAs<JourneyStatus>();
        JourneyOutcome? outcome = one.RuntimeStatus is OrchestrationRuntimeStatus.Completed && one.SerializedOutput is not null ? one.ReadOutputAs<JourneyOutcome>() : null;
        return new JourneyInstanceBody(
            one.InstanceId, journey, one.RuntimeStatus.ToString().ToLowerInvariant(), EventCodec.Text(one.CreatedAt), EventCodec.Text(one.LastUpdatedAt),
            outcome?.Steps ?? status?.Steps ?? [], one.IsCompleted ? null : status?.Note, one.IsCompleted || status?.Until is not { } until ? null : EventCodec.Text(until),
            outcome?.Reason ?? one.FailureDetails?.ErrorMessage, status?.Trouble);
    }
}
