using System.Text.Json.Nodes;
using Personalization.Privacy;

namespace Personalization.Functions.Recommendations;

/// <summary>What the activity counts remember of people, as hashes, to tell new customers from old ones: nothing readable, but about them.</summary>
internal sealed class ActivityPlace(ActivityProjector activity) : IPersonalDataPlace
{
    public string Name => "activity";

    public Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken) => Task.FromResult<JsonNode?>(null);

    public Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken) => activity.ForgetAsync(person.Keys, cancellationToken);
}
