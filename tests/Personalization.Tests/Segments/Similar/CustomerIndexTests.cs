using System.Collections.Frozen;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments.Similar;
using Personalization.Tests.Segments.Predictions;

namespace Personalization.Tests.Segments.Similar;

[Trait("Feature", "S49")]
public sealed class CustomerIndexTests
{
    private static readonly CatalogSnapshot Catalog = new("1", new[] { "tent", "stove", "lamp", "dress", "hat" }.ToFrozenDictionary(id => id, id => new Product
    {
        ProductId = id, Name = id, Category = id is "dress" or "hat" ? "Fashion" : "Camping", Brand = id is "lamp" ? "Lux" : null,
    }, StringComparer.Ordinal));

    [Fact]
    public void Find_SharedProductsAndCategories_PutsTheNearestFirstWithReasons()
    {
        CustomerIndex index = Index(("ben", "tent stove"), ("cyd", "lamp"), ("dan", "dress hat"), ("eve", "dress"));

        IReadOnlyList<SimilarPerson> found = index.Find(Person("ann", "tent stove hat"), 10);

        Assert.Equal(["u:ben", "u:dan", "u:eve", "u:cyd"], found.Select(one => one.Person.Value));
        Assert.Equal(["product", "product", "category"], found[0].Shared.Select(one => one.Kind).Take(3));
        Assert.Equal(("category", "Camping"), (found[3].Shared[0].Kind, found[3].Shared[0].Name));
        Assert.All(found, one => Assert.InRange(one.Likeness, 0.001, 1));
        Assert.Equal(1, found[0].Shared.Sum(one => one.Share), 6);
    }

    [Fact]
    public void Find_Oneself_IsLeftOut()
    {
        CustomerIndex index = Index(("ann", "tent"), ("ben", "tent"), ("cyd", "hat"));

        Assert.Equal(["u:ben"], index.Find(Person("ann", "tent"), 10).Select(one => one.Person.Value));
        Assert.Empty(index.Find(Person("ann", ""), 10));
    }

    [Fact]
    public void Find_WhatFewHave_CountsMoreThanWhatManyHave()
    {
        CustomerIndex index = Index(("rare", "stove"), ("common", "hat"), ("x1", "hat"), ("x2", "hat"), ("x3", "hat"));

        Assert.Equal("u:rare", index.Find(Person("ann", "stove hat"), 1)[0].Person.Value);
    }

    private static CustomerIndex Index(params (string Name, string Products)[] people)
    {
        CustomerIndex index = new(Catalog);
        foreach ((string name, string products) in people) index.Add(Person(name, products));
        return index.Complete();
    }

    private static Profile Person(string name, string products)
    {
        LakeStory story = new();
        foreach (string product in products.Split(' ', StringSplitOptions.RemoveEmptyEntries)) story.Step("Product Viewed", product, LakeStory.Start, null, name);
        return ProfileRules.Apply(new Profile { Key = PersonKey.User(name) }, story.Lines.Select(EventCodec.Parse)).Profile;
    }
}
