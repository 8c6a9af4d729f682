using System.Globalization;
using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Serve.Shop;

/// <summary>A large shop: products in families, a few of them popular, and visits that mostly stay within a family.</summary>
internal sealed class SyntheticShop(int products, int visits)
{
    private const int FamilySize = 200;
    private const double SoldOut = 0.03, Elsewhere = 0.1, Again = 0.1, Carted = 0.08, Bought = 0.03, GoesOn = 0.78;
    private const int LongestVisit = 30;
    private static readonly string[] Makes = ["Nordwind", "Castell", "Amara", "Feldmann", "Tokiwa", "Bellevue", "Ortega", "Lindqvist", "Savanna", "Kestrel"];
    private static readonly string[] Things = ["Jacket", "Boots", "Lamp", "Kettle", "Backpack", "Headphones", "Blanket", "Watch", "Bicycle", "Notebook", "Chair"];

    private readonly Zipf families = new(products / FamilySize, 0.8), members = new(FamilySize, 0.9);

    public static string Id(int product) => string.Create(CultureInfo.InvariantCulture, $"SKU-{product:000000}");

    public IEnumerable<Product> Products()
    {
        Dice dice = new(1);
        for (int number = 0; number < products; number++)
        {
            int family = number / FamilySize;
            string make = Makes[dice.Below(Makes.Length)], thing = Things[family % Things.Length];
            yield return new Product
            {
                ProductId = Id(number),
                Name = string.Create(CultureInfo.InvariantCulture, $"{make} {thing} {family} series {number % FamilySize}"),
                Description = $"A {thing.ToLowerInvariant()} by {make}: made to last, easy to care for, and delivered within three days.",
                Category = string.Create(CultureInfo.InvariantCulture, $"Department {family / 25} / {thing}s / Range {family}"),
                Brand = make,
                Url = string.Create(CultureInfo.InvariantCulture, $"https://shop.example/products/{thing.ToLowerInvariant()}-{number}"),
                ImageUrl = string.Create(CultureInfo.InvariantCulture, $"https://cdn.shop.example/images/{number / 1000}/{number}-large.webp"),
                Price = 5 + dice.Below(50_000) / 100m,
                Currency = "EUR",
                Stock = dice.Next() < SoldOut ? 0 : 1 + dice.Below(200),
            };
        }
    }

    /// <summary>A product, popular ones more often.</summary>
    public int AnyProduct(Dice dice) => families.Pick(dice) * FamilySize + members.Pick(dice);

    /// <summary>The steps of a visit.</summary>
    public void Visit(Dice dice, List<int> steps)
    {
        steps.Clear();
        int family = AnyProduct(dice) / FamilySize;
        do
        {
            bool again = steps.Count > 0 && dice.Next() < Again;
            if (!again && dice.Next() < Elsewhere) family = AnyProduct(dice) / FamilySize;
            steps.Add(again ? steps[dice.Below(steps.Count)] : family * FamilySize + members.Pick(dice));
        }
        while (steps.Count < LongestVisit && (steps.Count < 2 || dice.Next() < GoesOn));
    }

    /// <summary>All visits, a second after each other, each a person's only one; some end with an order.</summary>
    public ShoppingLog Log(uint since)
    {
        Dice dice = new(2);
        LogWriter log = new(visits);
        List<int> steps = [];
        for (int visit = 0; visit < visits; visit++)
        {
            Visit(dice, steps);
            foreach (int product in steps) log.Add(product, Kind(dice), since + (uint)visit);
            log.End(visit, since + (uint)visit);
        }
        string[] ids = new string[products];
        for (int product = 0; product < products; product++) ids[product] = Id(product);
        return log.Finish(ids);
    }

    private static InteractionKind Kind(Dice dice) =>
        dice.Next() switch { < Bought => InteractionKind.Purchase, < Bought + Carted => InteractionKind.CartAdd, _ => InteractionKind.View };
}
