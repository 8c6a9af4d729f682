using Personalization.Catalog;
using Personalization.Events;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Segments.Similar;

/// <summary>People like another, on the wire.</summary>
internal sealed record SimilarBody(string Id, int Among, IReadOnlyList<SimilarPersonBody> Similar)
{
    public static SimilarBody From(string id, IReadOnlyList<SimilarPerson> found, int among, CatalogSnapshot catalog) =>
        new(id, among, [.. found.Select(one => SimilarPersonBody.From(one, catalog))]);
}

/// <summary>Somebody like another, and why.</summary>
internal sealed record SimilarPersonBody(string Id, double Likeness, IReadOnlyList<SharedBody> Because)
{
    public static SimilarPersonBody From(SimilarPerson one, CatalogSnapshot catalog) =>
        new(one.Person.Address, Math.Round(one.Likeness, 4), [.. one.Shared.Select(shared => SharedBody.From(shared, catalog))]);
}

/// <summary>Something that both like.</summary>
internal sealed record SharedBody(string Kind, string Id, string? Name, double Share)
{
    public static SharedBody From(SharedInterest shared, CatalogSnapshot catalog) =>
        new(shared.Kind, shared.Name, shared.Kind == "product" ? catalog.Find(shared.Name)?.Name : null, Math.Round(shared.Share, 3));
}

/// <summary>What is asked of the tag action.</summary>
internal sealed record SimilarTagBody(string? Tag, string? Author, int? Limit);

/// <summary>Who takes an action back.</summary>
internal sealed record UndoBody(string? Author);

/// <summary>An action, and of an undo how many people's tag it took off: the others no longer had it from this action.</summary>
internal sealed record ActionBody(string ActionId, string Tag, string Author, string At, int People, string? UndoneBy, string? UndoneAt, int? Changed)
{
    public static ActionBody From(TagAction action, int? changed = null) => new(
        action.Id, action.Tag, action.Author, EventCodec.Text(action.At), action.People, action.UndoneBy, action.UndoneAt is { } at ? EventCodec.Text(at) : null, changed);
}
