using Microsoft.DurableTask.Client;
using Personalization.Journeys;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys;

/// <summary>The journeys of people: found by the beginnings of their ids, never by going through all.</summary>
/// <param name="kinds">The journeys that the app knows.</param>
public sealed class PersonJourneys(IEnumerable<JourneyKind> kinds)
{
    private const int MostListed = 200;

    /// <summary>The instances of some keys of a person, the newest first.</summary>
    internal async Task<IReadOnlyList<JourneyInstanceBody>> ListAsync(DurableTaskClient client, IEnumerable<PersonKey> keys, CancellationToken cancellationToken)
    {
        List<JourneyInstanceBody> found = [];
        foreach ((JourneyKind kind, PersonKey key) in keys.SelectMany(key => kinds.Select(kind => (kind, key))))
        {
            OrchestrationQuery query = new(InstanceIdPrefix: JourneyIds.Prefix(kind.Name, key), FetchInputsAndOutputs: true);
            await foreach (OrchestrationMetadata one in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
            {
                found.Add(JourneyInstanceBody.From(kind.Name, one));
                if (found.Count == MostListed) break;
            }
        }
        return [.. found.OrderByDescending(one => one.StartedAt, StringComparer.Ordinal)];
    }
}
