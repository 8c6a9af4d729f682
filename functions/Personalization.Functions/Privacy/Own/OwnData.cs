using System.Text.Json;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Recommendations;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Recommendations;

namespace Personalization.Functions.Privacy.Own;

/// <summary>Gathers what the shop knows of a person, in the person's own words where there are any.</summary>
/// <param name="profiles">Profiles.</param>
/// <param name="sources">What lists are made from.</param>
/// <param name="histories">What people were sent.</param>
/// <param name="archive">What it said.</param>
/// <param name="policy">What may be done where the person has said nothing.</param>
/// <param name="options">What traits are for.</param>
public sealed class OwnData(
    ProfileUpdater profiles, RecommendationSources sources, MergedHistories histories, IMessageArchive archive, ConsentPolicy policy, IOptions<ConsentOptions> options)
{
    /// <summary>Channels that people choose among.</summary>
    internal static readonly MessageChannel[] Channels = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.Push];

    private const int MostProducts = 12;
    private const int MostMessages = 8;
    private const int ListLength = 6;

    // What was said to consent and to messages is shown as the choices that it is.
    private static readonly string[] Choices = [Consents.Prefix, Subscriptions.Prefix];

    internal async Task<Profile> ProfileAsync(PersonKey person, CancellationToken cancellationToken) => (await profiles.ResolveAsync(person, cancellationToken)).Profile;

    internal async Task<OwnDataBody> GatherAsync(PersonKey person, string language, CancellationToken cancellationToken)
    {
        StoredProfile stored = await profiles.ResolveAsync(person, cancellationToken);
        Profile profile = stored.Profile;
        RecommendationContext context = await sources.ForAsync(person, cancellationToken), plain = await sources.ForAsync(null, cancellationToken);
        Consents consents = new(profile, policy);
        Subscriptions subscriptions = new(profile.Traits);
        return new OwnDataBody(
            profile.Key.Address, [.. profile.Traits.Where(one => IsShown(one.Key, one.Value)).Select(one => Trait(one.Key, one.Value, language))],
            [.. profile.Interactions.DistinctBy(one => one.ProductId).Take(MostProducts).Select(one => new OwnProduct(one.ProductId, Name(one.ProductId, context, language), EventCodec.Text(one.At)))],
            profile.OlderOrders + profile.Orders.Count(order => order.Said is not null),
            [.. stored.Memberships.In.Where(one => CountedSegments.OfTwin(one.Key) is null).Select(one => new OwnSegment(one.Key, EventCodec.Text(one.Value)))],
            Lists(context, plain, consents, language), await MessagesAsync(profile.Key, cancellationToken),
            Consents.Purposes.ToDictionary(Consents.NameOf, purpose => new OwnChoice(consents.BasisOf(purpose) is not null, consents.BasisOf(purpose)), StringComparer.Ordinal),
            Channels.ToDictionary(MessageNames.Of, channel => subscriptions.Of(channel, "") is SubscriptionState.Subscribed, StringComparer.Ordinal), consents.AsksForPrivacy);
    }

    /// <summary>Whether a trait is there to be seen, and to be called wrong.</summary>
    internal static bool IsShown(string name, Trait trait) =>
        trait.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && !Choices.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private OwnTrait Trait(string name, Trait trait, string language)
    {
        TraitOptions? texts = options.Value.Traits.GetValueOrDefault(name);
        string origin = trait.Origin switch { TraitOrigin.Declared => "declared", TraitOrigin.Observed => "observed", _ => "inferred" };
        return new OwnTrait(
            name, trait.Value, origin, trait.Source is { } source ? source.Id is { } id ? $"{source.Kind} {id}" : source.Kind : null, EventCodec.Text(trait.At),
            In(texts?.Purpose, language) ?? trait.Source?.Purpose, In(texts?.Return, language));
    }

    // The reader's language, else English, else any.
    private static string? In(Dictionary<string, string>? texts, string language)
    {
        if (texts is null or { Count: 0 }) return null;
        for (string tag = language; tag.Length > 0; tag = Languages.Shorter(tag))
            if (texts.TryGetValue(tag, out string? text)) return text;
        return texts.GetValueOrDefault("en") ?? texts.OrderBy(one => one.Key, StringComparer.Ordinal).First().Value;
    }

    // What a list would be with data that may not be used stays unknown: to make it would be to use them.
    private static OwnLists Lists(RecommendationContext context, RecommendationContext plain, Consents consents, string language) => new(
        context.Visitor is not null, consents.BasisOf(Purpose.Personalization) ?? "no-consent", context.Visitor is null ? null : List(context, language), List(plain, language));

    private static IReadOnlyList<string> List(RecommendationContext context, string language) =>
        [.. Recommender.Recommend(new RecommendationRequest("for_you", null, ListLength, true), context).Items.Select(item => Name(context.Shelf.Assortment.Products[item.Product].ProductId, context, language)!)];

    private static string? Name(string productId, RecommendationContext context, string language)
    {
        if (context.Shelf.Catalog.Find(productId) is not { } product) return null;
        for (string tag = language; tag.Length > 0; tag = Languages.Shorter(tag))
            if (product.Names?.TryGetValue(tag, out string? name) is true) return name;
        return product.Name;
    }

    private async Task<IReadOnlyList<OwnMessage>> MessagesAsync(PersonKey person, CancellationToken cancellationToken)
    {
        StoredHistory history = await histories.LoadAsync(person, cancellationToken);
        List<OwnMessage> sent = [];
        foreach (SentMessage one in history.History.Sent.Take(MostMessages))
            sent.Add(new OwnMessage(EventCodec.Text(one.At), MessageNames.Of(one.Channel), (await archive.FindAsync(one.Id, cancellationToken))?.Content.Subject ?? ""));
        return sent;
    }
}
