using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Functions.Events;
using Personalization.Messages;
using Personalization.Messages.Preferences;
using Personalization.Messages.Unsubscribing;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;

namespace Personalization.Functions.Messages.Preferences;

/// <summary>Where people say what interests them. Who may read and change somebody's choices holds a link that says whose they are.</summary>
public sealed class PreferenceCentre
{
    private readonly UnsubscribeSigner signer;
    private readonly ProfileRecipients recipients;
    private readonly ICatalogStore catalog;
    private readonly ServerEvents events;
    private readonly TimeProvider time;
    private readonly ConditionalWeakTable<CatalogSnapshot, PreferenceOffer> offers = [];

    /// <summary>By its services.</summary>
    public PreferenceCentre(UnsubscribeSigner signer, ProfileRecipients recipients, ICatalogStore catalog, ServerEvents events, TimeProvider time) =>
        (this.signer, this.recipients, this.catalog, this.events, this.time) = (signer, recipients, catalog, events, time);

    /// <summary>The token of a person's own link.</summary>
    public string TokenOf(PersonKey person) => signer.Sign(new UnsubscribeTarget(person, MessageChannel.Email, ""));

    /// <summary>What a link opens; null for one that is not ours. The links of mails do as well.</summary>
    internal async Task<PreferenceView?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        if (signer.Read(token) is not { } target) return null;
        Profile profile = await recipients.LoadAsync(target.Person, cancellationToken);
        PreferenceOffer offer = offers.GetValue(await catalog.CurrentAsync(cancellationToken), PreferenceOffer.Of);
        return new PreferenceView(target.Person, PreferenceChoices.Of(profile), offer, ProfileRecipients.Text(profile, "locale"));
    }

    /// <summary>Takes choices in, so that the next list goes by them. False, with nothing taken, when too much waits.</summary>
    internal async Task<bool> TrySaveAsync(PreferenceView view, PreferenceChoices next, string purpose, CancellationToken cancellationToken)
    {
        ImmutableSortedDictionary<string, JsonElement> changes = next.ChangesFrom(view.Choices);
        return changes.IsEmpty || await events.TryAcceptAsync([PreferenceChoices.Line(view.Person, changes, purpose, time.GetUtcNow())], cancellationToken);
    }
}

/// <summary>What a link opens.</summary>
internal sealed record PreferenceView(PersonKey Person, PreferenceChoices Choices, PreferenceOffer Offer, string? Locale);

/// <summary>Choices on the wire, with what there is to choose from.</summary>
internal sealed record PreferencesBody(
    IReadOnlyList<string> Categories, IReadOnlyList<string> Brands, IReadOnlyDictionary<string, ImmutableArray<string>> Sizes, PriceRangeBody? Price, string? Frequency,
    IReadOnlyDictionary<string, bool?> Channels, string Purpose, OfferBody Offered)
{
    public static PreferencesBody From(PreferenceChoices choices, PreferenceOffer offer, string purpose) => new(
        choices.Categories, choices.Brands, choices.Sizes, choices.PriceFrom is null && choices.PriceTo is null ? null : new PriceRangeBody(choices.PriceFrom, choices.PriceTo), choices.Frequency,
        choices.Channels, purpose, new OfferBody(offer.Categories, offer.Brands, offer.Sizes, PreferenceChoices.Frequencies));
}

/// <summary>A range of prices.</summary>
internal sealed record PriceRangeBody(decimal? From, decimal? To);

/// <summary>What there is to choose from.</summary>
internal sealed record OfferBody(
    IReadOnlyList<string> Categories, IReadOnlyList<string> Brands, IReadOnlyDictionary<string, ImmutableArray<string>> Sizes, IReadOnlyList<string> Frequencies);

/// <summary>A person's own link.</summary>
internal sealed record PreferenceLinkBody(string Token, string Url);
