using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Timeline;

namespace Personalization.Functions.Profiles;

/// <summary>Profiles as a place of personal data: every row of the person's partitions.</summary>
internal sealed class ProfilesPlace(IProfileStore profiles, TimeProvider time) : IPersonalDataPlace
{
    public string Name => "profiles";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray found = [];
        foreach (PersonKey key in person.Keys)
            if ((await profiles.LoadLatestAsync(key, cancellationToken)).Profile is { LastSeen: not null } profile)
                found.Add(Whole(profile));
        return found.Count == 0 ? null : found;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (PersonKey key in person.Keys) count += await profiles.DeleteAsync(key, cancellationToken);
        return count;
    }

    private JsonNode Whole(Profile profile)
    {
        JsonNode whole = JsonSerializer.SerializeToNode(ProfileBody.From(profile, time.GetUtcNow()), WireJson.Relaxed.ProfileBody)!;
        whole["timeline"] = new JsonArray([.. profile.Timeline.Events.Select(Told)]);
        return whole;
    }

    private static JsonNode Told(TimelineEvent one)
    {
        JsonNode told = JsonSerializer.SerializeToNode(TimelineEventBody.From(one), WireJson.Relaxed.TimelineEventBody)!;
        told["at"] = EventCodec.Text(one.At);
        return told;
    }
}
