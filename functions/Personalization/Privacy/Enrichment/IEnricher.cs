using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Privacy.Enrichment;

/// <summary>A datum that a service may bring.</summary>
/// <param name="From">The member of the service's answer.</param>
/// <param name="Trait">The trait that takes it.</param>
/// <param name="Purpose">What it is used for: it is taken only from people who agreed to that.</param>
public sealed record EnrichmentField(string From, string Trait, Purpose Purpose);

/// <summary>All that a service is told of a person: the hash of an address, and nothing else.</summary>
/// <param name="EmailSha256">SHA-256 of the e-mail address in small letters, lower-case hex.</param>
public sealed record EnrichmentRequest(string EmailSha256)
{
    /// <summary>The request for a person; null where no e-mail address is known.</summary>
    public static EnrichmentRequest? Of(Profile profile) =>
        profile.Traits.TryGetValue("email", out Trait? said) && said.Value.ValueKind is JsonValueKind.String && Identifiers.Email(said.Value.GetString()) is { } email
            ? new EnrichmentRequest(StableHash.Hex(email, 64))
            : null;
}

/// <summary>Somebody outside who knows more. There is none unless a shop sets one up.</summary>
public interface IEnricher
{
    /// <summary>Its name, kept with all that it brings.</summary>
    string Name { get; }

    /// <summary>What it may bring; anything else is passed over.</summary>
    IReadOnlyList<EnrichmentField> Fields { get; }

    /// <summary>Asks. The permission to share is an argument, so that nobody can be asked about without it.</summary>
    /// <param name="request">What is told.</param>
    /// <param name="permission">The person's permission.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The answer's members; an undefined element where the service knows nothing.</returns>
    Task<JsonElement> AskAsync(EnrichmentRequest request, Permission<ForSharing> permission, CancellationToken cancellationToken);
}

/// <summary>A service did not answer as it should.</summary>
/// <param name="message">How, without anything of a person.</param>
/// <param name="cause">What came before, or null.</param>
public sealed class EnrichmentException(string message, Exception? cause = null) : Exception(message, cause);
