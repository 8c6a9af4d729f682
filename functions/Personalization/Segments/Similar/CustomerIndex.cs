using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Personalization.Catalog;
using Personalization.Profiles;

namespace Personalization.Segments.Similar;

/// <summary>What two people have in common.</summary>
/// <param name="Kind"><c>product</c>, <c>category</c> or <c>brand</c>.</param>
/// <param name="Name">Which one: a product's id, a category, a brand.</param>
/// <param name="Share">How much of the likeness it makes, 0 to 1.</param>
public sealed record SharedInterest(string Kind, string Name, double Share);

/// <summary>Somebody who buys and likes what another does.</summary>
/// <param name="Person">Who.</param>
/// <param name="Likeness">The cosine of both people's interests, 0 to 1.</param>
/// <param name="Shared">What makes it, most first.</param>
public sealed record SimilarPerson(PersonKey Person, double Likeness, ImmutableArray<SharedInterest> Shared);

/// <summary>
/// Finds people who bought and looked at alike things: cosine of vectors over products, categories and brands, weighted by how much was done with
/// each and how few others did (TF-IDF; Salton and Buckley, 1988). Built once from a snapshot of people, then only read.
/// </summary>
public sealed class CustomerIndex
{
    private const int MostInterests = 60;
    private const int ReasonsShown = 5;

    private readonly CatalogSnapshot catalog;
    private readonly List<PersonKey> people = [];
    private readonly List<double> lengths = [];
    private readonly Dictionary<string, List<(int Person, float Weight)>> holders = new(StringComparer.Ordinal);

    /// <summary>An empty index over products of a catalog.</summary>
    public CustomerIndex(CatalogSnapshot catalog) => this.catalog = catalog;

    /// <summary>People in it.</summary>
    public int Count => people.Count;

    /// <summary>Adds a person. Only before anybody is asked for.</summary>
    public void Add(Profile profile)
    {
        KeyValuePair<string, double>[] interests = Of(profile);
        if (interests.Length == 0) return;
        foreach ((string interest, double weight) in interests)
        {
            ref List<(int, float)>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(holders, interest, out _);
            (list ??= []).Add((people.Count, (float)weight));
        }
        people.Add(profile.Key);
    }

    /// <summary>Readies the index.</summary>
    public CustomerIndex Complete()
    {
        double[] squares = new double[people.Count];
        foreach ((string interest, List<(int Person, float Weight)> list) in holders)
            foreach ((int person, float weight) in list) squares[person] += Square(weight * Rarity(interest));
        lengths.AddRange(squares.Select(Math.Sqrt));
        return this;
    }

    /// <summary>Those most like somebody, most first; of equals always the same ones.</summary>
    public IReadOnlyList<SimilarPerson> Find(Profile profile, int most)
    {
        KeyValuePair<string, double>[] interests = [.. Of(profile).Select(one => KeyValuePair.Create(one.Key, one.Value * Rarity(one.Key)))];
        double length = Math.Sqrt(interests.Sum(one => Square(one.Value)));
        if (length == 0) return [];
        double[] scores = new double[people.Count];
        foreach ((string interest, double weight) in interests)
            if (holders.TryGetValue(interest, out List<(int Person, float Weight)>? list))
                foreach ((int person, float theirs) in list) scores[person] += weight * theirs * Rarity(interest);
        int[] best = [.. Enumerable.Range(0, people.Count).Where(person => scores[person] > 0 && people[person] != profile.Key && !profile.Absorbed.Contains(people[person].Value))
            .OrderByDescending(person => scores[person] / lengths[person]).ThenBy(person => people[person].StorageKey, StringComparer.Ordinal).Take(most)];
        return [.. best.Select(person => new SimilarPerson(people[person], Math.Min(1, scores[person] / lengths[person] / length), Shared(interests, person, scores[person])))];
    }

    private ImmutableArray<SharedInterest> Shared(KeyValuePair<string, double>[] interests, int person, double score) =>
    [
        .. interests.Select(one => (one.Key, Part: holders.TryGetValue(one.Key, out List<(int Person, float Weight)>? list)
                ? list.Where(holder => holder.Person == person).Sum(holder => one.Value * holder.Weight * Rarity(one.Key)) : 0))
            .Where(one => one.Part > 0).OrderByDescending(one => one.Part).ThenBy(one => one.Key, StringComparer.Ordinal).Take(ReasonsShown)
            .Select(one => new SharedInterest(one.Key[..one.Key.IndexOf(':', StringComparison.Ordinal)], one.Key[(one.Key.IndexOf(':', StringComparison.Ordinal) + 1)..], one.Part / score)),
    ];

    // What nobody else has makes nobody alike, and what everybody has hardly does.
    private double Rarity(string interest) => holders.TryGetValue(interest, out List<(int, float)>? list) ? Math.Log((1.0 + people.Count) / (0.5 + list.Count)) : 0;

    private KeyValuePair<string, double>[] Of(Profile profile)
    {
        Dictionary<string, double> done = new(StringComparer.Ordinal);
        foreach (Order order in profile.Orders.Where(History.Stands))
            foreach (string product in order.Said!.Lines.Select(line => line.ProductId).Distinct(StringComparer.Ordinal)) Add(done, product, 5);
        foreach (Interaction one in profile.Interactions)
            if (one.Kind is not InteractionKind.Purchase) Add(done, one.ProductId, Weight(one.Kind));
        return [.. done.Where(one => one.Value > 0).Select(one => KeyValuePair.Create(one.Key, double.LogP1(one.Value)))
            .OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(MostInterests)];
    }

    private void Add(Dictionary<string, double> done, string productId, double weight)
    {
        if (weight == 0) return;
        done["product:" + productId] = done.GetValueOrDefault("product:" + productId) + weight;
        if (catalog.Find(productId) is not { } product) return;
        if (product.Category is { Length: > 0 } category) done["category:" + category] = done.GetValueOrDefault("category:" + category) + (weight / 2);
        if (product.Brand is { Length: > 0 } brand) done["brand:" + brand] = done.GetValueOrDefault("brand:" + brand) + (weight / 2);
    }

    private static double Weight(InteractionKind kind) => kind switch
    {
        InteractionKind.CartAdd or InteractionKind.WishlistAdd => 3,
        InteractionKind.View or InteractionKind.Scan => 1,
        InteractionKind.Refund => -4,
        _ => 0,
    };

    private static double Square(double value) => value * value;
}
