namespace Personalization.Catalog;

/// <summary>One of the pictures that a product may be shown with. Field names are wire and storage format.</summary>
public sealed record Creative
{
    /// <summary>How many a product may have.</summary>
    public const int Most = 12;

    /// <summary>The shop's id, unique in its product; at most 100 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Address of the picture; may be a data: address.</summary>
    public required string ImageUrl { get; init; }

    /// <summary>What stands with the picture.</summary>
    public string? Title { get; init; }

    /// <summary>Whom it is for: <c>category</c>, <c>brand</c>, or an attribute of the products that such viewers deal with, with its value.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>How often it was shown, as the shop counts; 0 where it does not.</summary>
    public long Shown { get; init; }

    /// <summary>How often it was clicked.</summary>
    public long Clicked { get; init; }
}
