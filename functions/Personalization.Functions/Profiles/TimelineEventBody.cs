using System.Globalization;
using Personalization.Profiles.Timeline;

namespace Personalization.Functions.Profiles;

/// <summary>Something the person did.</summary>
internal sealed record TimelineEventBody(
    string Name, IReadOnlyList<string>? Products, int? MoreProducts, string? DecisionId, string? Campaign, string? Channel, string? Store)
{
    public static TimelineEventBody From(TimelineEvent one) => new(
        one.Name, one.Products.IsEmpty ? null : one.Products, one.ProductCount > one.Products.Length ? one.ProductCount - one.Products.Length : null,
        one.Decision, one.Campaign, one.Channel, one.Store);

    public static string IdOf(TimelineEvent one) => "event-" + one.Id.ToString("x16", CultureInfo.InvariantCulture);
}
