namespace Personalization.Catalog.Imports;

/// <summary>What one record says of a product.</summary>
/// <param name="ProductId">The shop's id.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Category">Its category, or null.</param>
/// <param name="Quantity">Pieces, above zero.</param>
/// <param name="Price">Price of one piece, or null.</param>
/// <param name="IsReturn">True when they were given back.</param>
internal readonly record struct OrderRow(string ProductId, string? Name, string? Category, decimal Quantity, decimal? Price, bool IsReturn);
