using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Personalization.Catalog.Imports;

/// <summary>Reads the records of a file into their orders and judges each: taken, skipped or rejected.</summary>
internal sealed class OrderRowReader(ImportMapping mapping, OrderColumns columns, DateTimeOffset latest, ImportLedger ledger)
{
    private const int LongestOrderId = 200;
    private const int LongestProductId = 100;
    private const int LongestCustomerId = 255;

    private static readonly OrderField[] Texts = [.. Enum.GetValues<OrderField>().Where(field => field > OrderField.CustomerId)];

    private readonly ImportTimes times = new(mapping);
    private readonly ImportNumbers numbers = new(mapping);
    private readonly FrozenSet<string> headers = mapping.Columns[OrderField.OrderId].Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly FrozenSet<string> guests = mapping.GuestIds.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly FrozenSet<string> nonProducts = mapping.NonProducts.Codes.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly Regex[] patterns = [.. mapping.NonProducts.Patterns.Select(ImportMappings.Pattern)];

    /// <summary>Reads the current record. What it says of its order counts even where its own product does not.</summary>
    public void Read(CsvRecords record, Dictionary<string, OrderDraft> orders)
    {
        ledger.Read();
        string orderId = Id(record, OrderField.OrderId);
        string productId = mapping.UpperCaseProductIds ? Id(record, OrderField.ProductId).ToUpperInvariant() : Id(record, OrderField.ProductId);
        string customerId = Id(record, OrderField.CustomerId);
        string timeText = columns.Text(record, OrderField.Time);
        DateTimeOffset? time = times.Read(timeText);
        if (headers.Contains(orderId)) ledger.Skip(record.Line, "repeated_header", "The header stands here again.");
        else if (IdFault(orderId, productId, customerId) is { } fault) ledger.Reject(record.Line, fault.Code, fault.Detail);
        else if (timeText.Length > 0 && time is null) ledger.Reject(record.Line, "bad_time", $"\"{timeText}\" is no time in the formats of the mapping.");
        else if (time > latest) ledger.Reject(record.Line, "future_time", $"{timeText} lies in the future. Check the date formats and the time zone.");
        else
        {
            if (!record.IsUtf8) ledger.Note(record.Line, "invalid_utf8", "The line holds bytes that are no UTF-8. Save the file as UTF-8.");
            if (!orders.TryGetValue(orderId, out OrderDraft? order)) orders[orderId] = order = new OrderDraft(orderId);
            order.See(record.Line, time);
            foreach (OrderField field in Texts) order.Set(field, columns.Text(record, field));
            if (!guests.Contains(customerId)) order.Set(OrderField.CustomerId, customerId);
            if (Product(record, orderId, productId, customerId) is { } row) order.Rows.Add(row);
        }
    }

    private OrderRow? Product(CsvRecords record, string orderId, string productId, string customerId)
    {
        if (nonProducts.Contains(productId) || Array.Exists(patterns, pattern => pattern.IsMatch(productId)))
            return Skip(record, "no_product", $"{productId} is no product.");
        string quantityText = columns.Text(record, OrderField.Quantity);
        string priceText = columns.Text(record, OrderField.UnitPrice);
        decimal? price = numbers.Read(priceText);
        if (numbers.Read(quantityText) is not { } quantity) return Reject(record, "bad_quantity", $"\"{quantityText}\" is no quantity.");
        if (priceText.Length > 0 && price is null) return Reject(record, "bad_price", $"\"{priceText}\" is no price. Check the decimal separator.");
        if (price < 0) return Reject(record, "negative_price", $"{priceText} is a price below zero.");
        if (quantity == 0) return Skip(record, "zero_quantity", "Nothing was bought.");
        if (quantity < 0 && mapping.StockAdjustments && price is null or 0 && customerId.Length == 0)
            return Skip(record, "stock_adjustment", $"{quantityText} of {productId} without price and customer corrects the stock.");
        bool cancels = mapping.Cancellations.OrderIdPrefixes.Any(prefix => orderId.StartsWith(prefix, StringComparison.Ordinal));
        if (quantity < 0 && !cancels && !mapping.Cancellations.NegativeQuantity)
            return Reject(record, "negative_quantity", $"{quantityText} is a quantity below zero, and the mapping does not say that this gives goods back.");
        return new OrderRow(
            productId, Optional(record, OrderField.ProductName), Optional(record, OrderField.Category), Math.Abs(quantity), price, cancels || quantity < 0);
    }

    private string? Optional(CsvRecords record, OrderField field) => columns.Text(record, field) is { Length: > 0 } text ? text : null;

    private string Id(CsvRecords record, OrderField field)
    {
        string id = columns.Text(record, field);
        int point = mapping.WholeNumberIds ? id.IndexOf('.') : -1;
        return point > 0 && !id.AsSpan(0, point).ContainsAnyExceptInRange('0', '9') && !id.AsSpan(point + 1).ContainsAnyExcept('0') ? id[..point] : id;
    }

    private static (string Code, string Detail)? IdFault(string orderId, string productId, string customerId)
    {
        if (orderId.Length == 0) return ("missing_order_id", "The line has no order id.");
        if (productId.Length == 0) return ("missing_product_id", "The line has no product id.");
        if (orderId.Length > LongestOrderId) return ("too_long", $"An order id has at most {LongestOrderId} characters.");
        if (productId.Length > LongestProductId) return ("too_long", $"A product id has at most {LongestProductId} characters.");
        if (customerId.Length > LongestCustomerId) return ("too_long", $"A customer id has at most {LongestCustomerId} characters.");
        return IsDamaged(orderId) || IsDamaged(productId) || IsDamaged(customerId)
            ? ("invalid_utf8", "An id holds bytes that are no UTF-8. Save the file as UTF-8.") : null;
    }

    private static bool IsDamaged(string id) => id.Contains('\uFFFD', StringComparison.Ordinal);

    private OrderRow? Skip(CsvRecords record, string code, string detail)
    {
        ledger.Skip(record.Line, code, detail);
        return null;
    }

    private OrderRow? Reject(CsvRecords record, string code, string detail)
    {
        ledger.Reject(record.Line, code, detail);
        return null;
    }
}
