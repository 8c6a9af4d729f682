using System.Text.Json;
using Personalization.Common;

namespace Personalization.Catalog;

/// <summary>A product as it was read.</summary>
/// <param name="Index">Its place in the body, from 0.</param>
/// <param name="Description">The description.</param>
/// <param name="Findings">What was left out of it, and why.</param>
public sealed record ReadProduct(int Index, ProductDescription Description, IReadOnlyList<ProblemError> Findings);

/// <summary>A product that could not be taken.</summary>
/// <param name="Index">Its place in the body, from 0.</param>
/// <param name="ProductId">Its id, where it has one.</param>
/// <param name="Findings">Why.</param>
public sealed record RejectedProduct(int Index, string? ProductId, IReadOnlyList<ProblemError> Findings);

/// <summary>A body of products as it was read: a problem with all of it, or its products.</summary>
/// <param name="Problem">Why nothing was taken, or null.</param>
/// <param name="Products">Those that can be taken.</param>
/// <param name="Rejected">Those that cannot.</param>
public sealed record ProductReading(Problem? Problem, IReadOnlyList<ReadProduct> Products, IReadOnlyList<RejectedProduct> Rejected);

/// <summary>Reads products from a JSON array, or from one JSON object a line.</summary>
public static class ProductReader
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="at">Since when the descriptions hold, UTC.</param>
    public static ProductReading Read(ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        try
        {
            List<ReadProduct> products = [];
            List<RejectedProduct> rejected = [];
            int index = 0;
            foreach (JsonElement item in Items(body))
            {
                ProductFields fields = new(item, index);
                if (fields.Read() is { } product && !fields.Rejected) products.Add(new ReadProduct(index, new ProductDescription(product, at), fields.Findings));
                else rejected.Add(new RejectedProduct(index, fields.ProductId, fields.Findings));
                index++;
            }
            return index == 0 ? Refused("The body holds no products.") : new ProductReading(null, products, rejected);
        }
        catch (JsonException fault)
        {
            return Refused($"The body is neither a JSON array nor one JSON object a line: {fault.Message}");
        }
    }

    /// <summary>The problem of a body over the limit.</summary>
    public static Problem TooLarge(int bytes) => new(413, "request-too-large", "The request is too large", $"A request may have {bytes} bytes. Send the products in parts.");

    private static IEnumerable<JsonElement> Items(ReadOnlyMemory<byte> body)
    {
        ReadOnlyMemory<byte> text = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (text.Span.TrimStart(" \t\r\n"u8).StartsWith("["u8)) return JsonElement.Parse(text.Span).EnumerateArray();
        return Lines(text);
    }

    private static IEnumerable<JsonElement> Lines(ReadOnlyMemory<byte> text)
    {
        while (!text.IsEmpty)
        {
            int end = text.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty) yield return JsonElement.Parse(line.Span);
        }
    }

    private static ProductReading Refused(string detail) => new(new Problem(400, "not-products", "The body holds no products", detail), [], []);
}
