using System.Text.Json.Nodes;
using Personalization.Privacy;

namespace Personalization.Functions.Profiles.Identity;

/// <summary>What is noted of a person with others: that a merge with them was undone or held back, and on whose device they signed in. It has nothing that the person's own profile does not tell.</summary>
internal sealed class MentionsPlace(ProfileUpdater profiles) : IPersonalDataPlace
{
    public string Name => "identity-mentions";

    public Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken) => Task.FromResult<JsonNode?>(null);

    public Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken) => profiles.ForgetMentionsAsync(person.Keys, cancellationToken);
}
