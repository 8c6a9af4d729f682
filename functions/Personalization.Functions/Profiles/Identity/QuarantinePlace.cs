using System.Text.Json.Nodes;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles.Identity;

/// <summary>What the quarantine keeps about a person.</summary>
internal sealed class QuarantinePlace(IQuarantineStore quarantine) : IPersonalDataPlace
{
    public string Name => "identity-quarantine";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray all = [.. (await OfAsync(person, cancellationToken)).Select(entry => JsonNode.Parse(IdentityCodec.Serialize(entry)))];
        return all.Count == 0 ? null : all;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        int erased = 0;
        foreach (QuarantineEntry entry in await OfAsync(person, cancellationToken)) erased += await quarantine.RemoveAsync(entry.Id, cancellationToken) ? 1 : 0;
        return erased;
    }

    private async Task<IReadOnlyList<QuarantineEntry>> OfAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        List<QuarantineEntry> all = [];
        foreach (PersonKey key in person.Keys) all.AddRange(await quarantine.OfAsync(key, cancellationToken));
        return [.. all.DistinctBy(entry => entry.Id)];
    }
}
