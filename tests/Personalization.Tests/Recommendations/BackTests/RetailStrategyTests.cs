using System.Collections.Frozen;
using Personalization.Catalog;
using Personalization.Catalog.Imports;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.BackTests;
using Personalization.Recommendations.Sessions;
using Personalization.Recommendations.Shelves;
using Personalization.Tests.Catalog.Imports;

namespace Personalization.Tests.Recommendations.BackTests;

/// <summary>The strategies themselves on a real shop's orders: lists as they are answered to its customers, tested by what they bought after a day.</summary>
public sealed class RetailStrategyTests
{
    private const int Guesses = 20;

    [Theory]
    [Trait("Feature", "S61")]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.7)]
    [InlineData(0.8)]
    public async Task ForYou_CustomersOfLaterOrders_BeatsBestsellersAndPlainCounts(double share)
    {
        Shop shop = await Shop.BeforeAsync(share);

        BackTestScore personal = shop.Score(customer => shop.Answer("for_you", customer));

        AssertBetter(personal, shop.Score(customer => shop.Answer("bestsellers", customer)));
        AssertBetter(personal, shop.Score(shop.PlainlyCounted));
    }

    private static void AssertBetter(BackTestScore better, BackTestScore worse)
    {
        Assert.Equal(better.Tries, worse.Tries);
        Assert.True(better.HitRate > worse.HitRate && better.Mrr > worse.Mrr, $"{better} is not better than {worse}");
    }

    /// <summary>The shop as it was before an order, and what its customers bought from then on.</summary>
    private sealed record Shop(Shelf Shelf, ShoppingLog Known, DateTimeOffset From, Dictionary<string, Profile> Customers, ILookup<string, string> Later)
    {
        public static async Task<Shop> BeforeAsync(double share)
        {
            OrderFile file = await ImportFiles.ReadAsync(await File.ReadAllBytesAsync(ImportFiles.OnlineRetail()), ImportPresets.Find("online-retail"));
            ShopEvent[] events = [.. ImportFiles.EventsOf(file).OrderBy(one => one.Timestamp)];
            ShopEvent[] orders = [.. events.Where(one => one.Event is EventNames.OrderCompleted)];
            DateTimeOffset from = orders[(int)(orders.Length * share)].Timestamp;
            ShopEvent[] before = [.. events.Where(one => one.Timestamp < from)];
            CatalogSnapshot catalog = new("retail", file.Products.Select(one => one.Product).Reverse().DistinctBy(product => product.ProductId).ToFrozenDictionary(product => product.ProductId, StringComparer.Ordinal));
            ShoppingLog known = World.Log(before);
            RecommendationModel model = ModelBuilder.Build(known, CatalogFacts.Of(catalog, known.ProductIds), before.Length, from);
            return new(
                Shelf.Build(catalog, model, World.Ranking(before), null), known, from,
                before.Where(one => one.UserId is not null).GroupBy(one => one.UserId!)
                    .ToDictionary(person => person.Key, person => World.Profile(person.Key, [.. person]) with { Key = PersonKey.User(person.Key) }),
                orders.Where(one => one.Timestamp >= from && one.UserId is not null)
                    .SelectMany(one => Interactions.Of(one).Select(product => (one.UserId, product.ProductId))).Distinct().ToLookup(one => one.UserId!, one => one.ProductId));
        }

        public string[] Answer(string strategy, string customer) =>
            [.. Recommender.Recommend(new RecommendationRequest(strategy, null, Guesses, true), new RecommendationContext(Shelf, World.Permitted(Customers[customer]), From)).Items
                .Select(item => Shelf.Assortment.Products[item.Product].ProductId)];

        public string[] PlainlyCounted(string customer)
        {
            int[] best = new int[Guesses];
            int[] owned = [.. Customers[customer].Interactions.Select(one => Array.BinarySearch(Known.ProductIds, one.ProductId, StringComparer.Ordinal)).Where(product => product >= 0)];
            return [.. best.Take(new PlainCounts(Known).Predict(owned, best)).Select(product => Known.ProductIds[product])];
        }

        public BackTestScore Score(Func<string, string[]> list)
        {
            GuessBoard board = new();
            foreach (IGrouping<string, string> later in Later)
            {
                if (!Customers.ContainsKey(later.Key)) continue;
                string[] guesses = list(later.Key);
                foreach (string product in later) board.Add(Array.IndexOf(guesses, product));
            }
            return board.Score;
        }
    }
}
