using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Personalization.Catalog.Search;
using Personalization.Common;
using Personalization.Experiences.Search;
using Personalization.Functions.Recommendations;
using Personalization.Profiles;

namespace Personalization.Functions.Experiences;

/// <summary>The query of a search: what is looked for and by whom, or a problem that names all that is wrong.</summary>
internal sealed record SearchQuery(ShopQuery? Asked, PersonKey? Person, string Language, Problem? Problem)
{
    private const string Attribute = "attr.";
    private const int DefaultLimit = 24, LargestLimit = 100, LargestOffset = 10_000, MostAttributes = 5, MostSession = 50;

    public static SearchQuery Read(IQueryCollection query)
    {
        QueryReader reader = new(query);
        CatalogQuery wishes = new(reader.Text("q"), int.MaxValue)
        {
            Category = reader.Text("category"), Brand = reader.Text("brand"), Color = reader.Text("color"), Size = reader.Text("size"), Material = reader.Text("material"),
            MinPrice = reader.Amount("minPrice"), MaxPrice = reader.Amount("maxPrice"), InStock = reader.Flag("inStock") ?? false, Relax = reader.Flag("relax") ?? true,
            Order = SearchOrders.Parse(reader.Choice("sort", SearchOrders.Names)),
        };
        if (wishes is { Text: null, Category: null, Brand: null }) reader.Find("missing", "q", "q is what is looked for; a category or brand alone will do.");
        if (wishes.MaxPrice < wishes.MinPrice) reader.Find("out_of_range", "maxPrice", "maxPrice is not less than minPrice.");
        string[] attributes = [.. query.Keys.Where(key => key.StartsWith(Attribute, StringComparison.Ordinal) && key.Length > Attribute.Length)];
        if (attributes.Length > MostAttributes) reader.Find("too_many", attributes[MostAttributes], $"At most {MostAttributes} attributes can be asked for.");
        ShopQuery asked = new(wishes, reader.Number("offset", 0, LargestOffset) ?? 0, reader.Number("limit", 1, LargestLimit) ?? DefaultLimit)
        {
            Attributes = attributes.Select(key => (Name: key[Attribute.Length..], Value: reader.Text(key))).Where(one => one.Value is not null)
                .ToImmutableSortedDictionary(one => one.Name, one => one.Value!.Trim(), StringComparer.OrdinalIgnoreCase),
            Session = [.. reader.List("session", MostSession) ?? []],
        };
        PersonKey? person = reader.Text("anonymousId") is { } id ? PersonKey.Anonymous(id) : null;
        string language = reader.Text("language") ?? "";
        return reader.Errors is { Count: > 0 } errors
            ? new SearchQuery(null, null, "", new Problem(400, "invalid-query", "The query cannot be answered", errors[0].Detail, errors))
            : new SearchQuery(asked, person, language, null);
    }
}
