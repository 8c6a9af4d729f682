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
    /// <summary>Reads a body. A line that is not JSON is rejected on its own, unless no line is.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="at">Since when the descriptions hold, UTC.</param>
    public static ProductReading Read(ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        List<ReadProduct> products = [];
        List<RejectedProduct> rejected = [];
        string? unreadable = null;
        int index = 0, readable = 0;
        foreach ((JsonElement item, string? fault) in Items(body))
        {
            if (fault is null)
            {
                readable++;
                Take(item, index, at, products, rejected);
            }
            else rejected.Add(new RejectedProduct(index, null, [ProductFields.NotJson(index, unreadable = fault)]));
            index++;
        }
        return readable > 0 ? new ProductReading(null, products, rejected)
            : unreadable is null ? Refused("The body holds no products.")
            : Refused($"The body is neither a JSON array nor one JSON object a line: {rejected[0].Findings[0].Detail}");
    }

    /// <summary>The problem of a body over the limit.</summary>
    public static Problem TooLarge(int bytes) => new(413, "request-too-large", "The request is too large", $"A request may have {bytes} bytes. Send the products in parts.");

    private static void Take(JsonElement item, int index, DateTimeOffset at, List<ReadProduct> products, List<RejectedProduct> rejected)
    {
        ProductFields fields = new(item, index);
        if (fields.Read() is { } product && !fields.Rejected) products.Add(new ReadProduct(index, new ProductDescription(product, at), fields.Findings));
        else rejected.Add(new RejectedProduct(index, fields.ProductId, fields.Findings));
    }

    private static IEnumerable<(JsonElement Item, string? Fault)> Items(ReadOnlyMemory<byte> body)
    {
        ReadOnlyMemory<byte> text = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!text.Span.TrimStart(" \t\r\n"u8).StartsWith("["u8)) return Lines(text);
        (JsonElement array, string? fault) = Parsed(text);
        return fault is null ? array.EnumerateArray().Select(item => (item, (string?)null)) : [(array, fault)];
    }

    private static IEnumerable<(JsonElement Item, string? Fault)> Lines(ReadOnlyMemory<byte> text)
    {
        while (!text.IsEmpty)
        {
            int end = text.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty) yield return Parsed(line);
        }
    }

    private static (JsonElement Item, string? Fault) Parsed(ReadOnlyMemory<byte> json)
    {
        try
        {
            return (JsonElement.Parse(json.Span), null);
        }
        catch (JsonException fault)
        {
            return (default, fault.Message);
        }
    }

    private static ProductReading Refused(string detail) => new(new Problem(400, "not-products", "The body holds no products", detail), [], []);
}
