using Personalization.Functions.Profiles;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>What profiles say of people, as far as messages go.</summary>
/// <param name="profiles">Profiles.</param>
public sealed class ProfileRecipients(ProfileUpdater profiles) : IRecipientSource
{
    /// <inheritdoc/>
    public async Task<MessageRecipient> FindAsync(PersonKey person, CancellationToken cancellationToken) => MessageRecipient.Of(await LoadAsync(person, cancellationToken));

    internal async Task<Profile> LoadAsync(PersonKey person, CancellationToken cancellationToken) => (await profiles.ResolveAsync(person, cancellationToken)).Profile;

    /// <summary>Where a person is reached on a channel; null where it is not known.</summary>
    internal static string? AddressOf(Profile profile, MessageChannel channel) => ContactPoints.Of(profile, channel);

    internal static string? Text(Profile profile, string trait) => ContactPoints.Text(profile, trait);
}
