using System.Text.Json.Nodes;
using Personalization.Privacy;
using Personalization.Privacy.Suppression;

namespace Personalization.Functions.Privacy;

/// <summary>What was exported of a person before.</summary>
internal sealed class ExportsPlace(PrivacyStore store, SuppressedPeople people) : IPersonalDataPlace
{
    public string Name => "exports";

    // An export that holds the exports before it would hold everything twice.
    public Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken) => Task.FromResult<JsonNode?>(null);

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        HashSet<string> own = [.. PersonNames.Of(person).Select(name => PersonHasher.Text(people.Hasher.Of(name)))];
        List<string> found = [];
        await foreach ((string id, _) in store.ExportsAsync(cancellationToken))
            if (await store.FindAsync(id, cancellationToken) is not { } stored || stored.Request.Person.Any(own.Contains)) found.Add(id);
        foreach (string id in found) await store.RemoveExportAsync(id, cancellationToken);
        return found.Count;
    }
}
