using System.Collections.Frozen;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;
using Personalization.Recommendations.Shelves;
using Personalization.Tests.Profiles;

namespace Personalization.Tests.Recommendations;

/// <summary>Events, catalogs and contexts in few words.</summary>
internal static class World
{
    public static ShopEvent View(string person, string product, double minute) =>
        Of(EventNames.ProductViewed, person, minute, $$"""{"product_id":"{{product}}"}""");

    public static ShopEvent CartAdd(string person, string product, double minute) =>
        Of(EventNames.ProductAdded, person, minute, $$"""{"product_id":"{{product}}"}""");

    public static ShopEvent Order(string person, double minute, params string[] products) => Sale(EventNames.OrderCompleted, person, minute, products);

    public static ShopEvent Refund(string person, double minute, params string[] products) => Sale(EventNames.OrderRefunded, person, minute, products);

    /// <summary>A device and a known person in one event.</summary>
    public static ShopEvent Link(string device, string user, double minute) => Told.Track($"link-{device}-{user}-{minute}", minute * 60, "Signed In", user: user, device: device);

    public static RecommendationModel Model(IEnumerable<ShopEvent> events)
    {
        ShoppingLogBuilder builder = Builder(events);
        return ModelBuilder.Build(builder.Build(), ProductFacts.None, builder.Events, Told.Start.AddDays(500));
    }

    public static ShoppingLog Log(IEnumerable<ShopEvent> events) => Builder(events).Build();

    public static ActivityRanking Ranking(IEnumerable<ShopEvent> events, string version = "r")
    {
        ActivityState state = new();
        foreach (ShopEvent one in events) state.Add(one);
        return ActivityRanking.From(version, state);
    }

    public static CatalogSnapshot Snapshot(params Product[] products) => new("c", products.ToFrozenDictionary(product => product.ProductId, StringComparer.Ordinal));

    public static Product Product(string id, string? category = null, int? stock = null, int addedDay = 0) =>
        new() { ProductId = id, Name = "Name of " + id, Category = category, Stock = stock, AddedAt = Told.Start.AddDays(addedDay) };

    public static Profile Profile(string person, params ShopEvent[] events) => Histories.Applied(new Profile { Key = Key(person) }, events);

    /// <summary>A shop and, maybe, a visitor; so many days after the start.</summary>
    public static RecommendationContext Context(
        CatalogSnapshot catalog, RecommendationModel? model = null, ActivityRanking? ranking = null, Profile? profile = null, double day = 30,
        ISessionScorer? scorer = null) =>
        new(Shelf.Build(catalog, model ?? RecommendationModel.Empty, ranking ?? ActivityRanking.Empty, null, scorer), Permitted(profile), Told.Start.AddDays(day));

    /// <summary>A visitor of whom what is known may be used.</summary>
    public static PermittedProfile? Permitted(Profile? profile) => profile is null ? null : PermittedProfile.Of(profile, new ConsentPolicy(Purpose.Personalization));

    public static string IdOf(this RecommendationContext context, Candidate item) => context.Shelf.Assortment.Products[item.Product].ProductId;

    /// <summary>The ids of an answer, best first.</summary>
    public static string Ids(this RecommendationContext context, IEnumerable<Candidate> items) => string.Join(' ', items.Select(context.IdOf));

    /// <summary>What a request is answered with, as ids.</summary>
    public static string Ids(this RecommendationContext context, RecommendationRequest request) => context.Ids(Recommender.Recommend(request, context).Items);

    /// <summary>Neighbours as their ids.</summary>
    public static string Near(this RecommendationModel model, NeighbourRows rows, string product) => string.Join(' ', model.Neighbours(rows, product).Select(one => one.ProductId));

    /// <summary>A person is a device unless the name begins with "u".</summary>
    private static PersonKey Key(string person) => person.StartsWith('u') ? PersonKey.User(person) : PersonKey.Anonymous(person);

    private static ShoppingLogBuilder Builder(IEnumerable<ShopEvent> events)
    {
        ShoppingLogBuilder builder = new();
        foreach (ShopEvent one in events) Assert.True(builder.Add(one.Line.Span));
        return builder;
    }

    private static ShopEvent Sale(string name, string person, double minute, string[] products) =>
        Of(name, person, minute, $$"""{"products":[{{string.Join(',', products.Select(id => $"{{\"product_id\":\"{id}\"}}"))}}]}""");

    private static ShopEvent Of(string name, string person, double minute, string properties) => Told.Track(
        $"{name}-{person}-{minute}-{properties}", minute * 60, name, properties, Key(person).IsUser ? person : null, Key(person).IsUser ? null : person);
}
