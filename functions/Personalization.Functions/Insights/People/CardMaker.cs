using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Functions.Journeys;
using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Staff;
using Personalization.Functions.Recommendations;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;
using Personalization.Profiles.Wishes;
using Personalization.Recommendations;
using Personalization.Segments;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Insights.People;

/// <summary>Puts a person on one card: little enough to be read while the person stands there, and no more personal data than that takes.</summary>
/// <param name="sources">What suggestions are made from.</param>
/// <param name="messages">Messages.</param>
/// <param name="predictors">What says what is expected; none where nothing does.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Notes when contact data is read.</param>
public sealed class CardMaker(
    RecommendationSources sources, PersonMessages messages, IEnumerable<IPredictorSource> predictors, TimeProvider time, ILogger<CardMaker> log)
{
    private const int Orders = 3;
    private const int Lists = 3;
    private const int Products = 10;
    private const int Messages = 5;
    private const int Suggestions = 5;
    private const int Tastes = 12;

    /// <summary>The card.</summary>
    internal async Task<CardBody> MakeAsync(Profile profile, IReadOnlyList<JourneyInstanceBody> journeys, bool reveal, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        RecommendationContext context = await sources.ForAsync(profile.Key, cancellationToken);
        CatalogSnapshot catalog = context.Shelf.Catalog;
        List<PersonMessageBody> last = [];
        foreach (ListedMessage one in (await messages.ListAsync(profile.Key, cancellationToken)).Take(Messages)) last.Add(await messages.TellAsync(one, cancellationToken) with { History = [] });
        StaffBody staff = StaffBody.From(profile.Staff, now);
        if (reveal) log.ContactRevealed();
        return new CardBody(
            profile.Key.Address, NameOf(profile), PersonTraits.Text(profile, PersonTraits.Locale), CardContact.Of(profile, reveal), staff.Loyalty, ValueOf(profile, now),
            [.. profile.Orders.Where(order => order.Said is not null).Take(Orders).Select(OrderBody.From)],
            [.. Cart.Of(profile).Take(Products).Select(line => Named(catalog, line.Key, line.Value))],
            [.. WishList.Of(profile).Take(Lists).Select(list => new CardListBody(list.Name, [.. list.Products.Take(Products).Select(one => Named(catalog, one.Key, null))]))],
            PersonTraits.Sizes(profile), staff.Tags, staff.Notes, [.. journeys.Where(one => one.Status is "running" or "pending")], last, ConsentsBody.From(profile),
            await ExpectedAsync(profile, now, cancellationToken), Suggest(context), [.. TastesOf(profile).Take(Tastes)]);
    }

    private static IEnumerable<TasteBody> TastesOf(Profile profile) =>
        from trait in profile.Traits
        where trait.Key.StartsWith(DeclaredNames.Taste, StringComparison.Ordinal)
        orderby trait.Value.At descending
        from statement in TasteStatement.Read(trait.Value.Value)
        select new TasteBody(
            statement.Said, trait.Value.Origin.ToString().ToLowerInvariant(), trait.Value.Source?.Kind, trait.Value.Source?.Id, trait.Value.Source?.Confidence, EventCodec.Text(trait.Value.At));

    private static NameBody NameOf(Profile profile) => new(
        PersonTraits.Text(profile, "salutation") ?? PersonTraits.Text(profile, "title"), PersonTraits.Text(profile, "firstName") ?? PersonTraits.Text(profile, "first_name"),
        PersonTraits.Text(profile, "lastName") ?? PersonTraits.Text(profile, "last_name"), PersonTraits.Text(profile, "name"));

    private static ValueBody ValueOf(Profile profile, DateTimeOffset now)
    {
        OrderTotals totals = OrderTotals.From(profile);
        return new ValueBody(
            CustomerRules.StageOf(profile, now).Name(), totals.Count, totals.Revenue, Text(profile.FirstSeen), Text(profile.LastSeen), Text(profile.Orders.FirstOrDefault(order => order.Said is not null)?.PlacedAt));
    }

    private static CardProductBody Named(CatalogSnapshot catalog, string productId, int? quantity) => new(productId, catalog.Find(productId)?.Name, quantity);

    private async Task<ExpectedBody?> ExpectedAsync(Profile profile, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (predictors.FirstOrDefault() is not { } source) return null;
        PersonPredictions expected = (await source.CurrentAsync(cancellationToken)).Of(profile, now);
        return expected == PersonPredictions.None
            ? null
            : new ExpectedBody(Text(expected.NextOrder), Rounded(expected.ChurnRisk), Rounded(expected.LifetimeValue), expected.Currency, Rounded(expected.DiscountAffinity));
    }

    private static ImmutableArray<SuggestionBody> Suggest(RecommendationContext context)
    {
        RecommendationAnswer answer = Recommender.Recommend(new RecommendationRequest("for_you", null, Suggestions, true), context);
        return [.. answer.Items.Select(item => Suggestion(item, context))];
    }

    private static SuggestionBody Suggestion(Candidate item, RecommendationContext context)
    {
        Product product = context.Shelf.Assortment.Products[item.Product];
        string? about = item.About >= 0 && item.Reason.About is ReasonAbout.Product ? context.Shelf.Assortment.Products[item.About].Name : null;
        return new SuggestionBody(product.ProductId, product.Name, about is null ? item.Reason.Plain : item.Reason.Text.Replace("{0}", about, StringComparison.Ordinal));
    }

    private static double? Rounded(double? number) => number is { } known ? Math.Round(known, 3) : null;

    private static string? Text(DateTimeOffset? at) => at is { } known ? EventCodec.Text(known) : null;
}
