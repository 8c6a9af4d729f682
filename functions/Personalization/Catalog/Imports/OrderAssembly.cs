using System.Collections.Frozen;
using Personalization.Common;

namespace Personalization.Catalog.Imports;

/// <summary>Makes orders from what their records say.</summary>
internal sealed class OrderAssembly(ImportMapping mapping, ImportLedger ledger)
{
    private readonly ImportTimes times = new(mapping);
    private readonly ImportNumbers numbers = new(mapping);
    private readonly FrozenSet<string> skipped = mapping.SkippedStatuses.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly FrozenSet<string> returned = mapping.Cancellations.Statuses.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The order, or null when none of its records counts.</summary>
    public ImportedOrder? Assemble(OrderDraft draft)
    {
        if (draft.Rows.Count == 0) return null;
        if (skipped.Contains(draft[OrderField.Status]))
        {
            ledger.Skip(draft.Line, "status", $"Order {draft.OrderId} is {draft[OrderField.Status]}.", draft.Rows.Count);
            return null;
        }
        if (draft.Time is not { } time)
        {
            ledger.Reject(draft.Line, "missing_time", $"No line of order {draft.OrderId} has a time.", draft.Rows.Count);
            return null;
        }
        foreach (OrderField field in draft.Conflicts)
            ledger.Note(draft.Line, "conflict", $"The lines of order {draft.OrderId} do not agree on {ImportMappings.Name(field)}.");
        return Assemble(draft, time);
    }

    private ImportedOrder Assemble(OrderDraft draft, DateTimeOffset time)
    {
        string? email = Email(draft);
        string? customer = Text(draft, OrderField.CustomerId)
            ?? (mapping.CustomerFromEmail && !mapping.MatchEmail && email is not null ? "email-" + StableHash.Hex(email) : null);
        OrderLine[] bought = Lines(draft, isReturn: false);
        OrderAmounts amounts = new()
        {
            Subtotal = Amount(draft, OrderField.Subtotal),
            Total = Amount(draft, OrderField.Total),
            Shipping = Amount(draft, OrderField.Shipping),
            Tax = Amount(draft, OrderField.Tax),
            Discount = Amount(draft, OrderField.Discount),
            Coupon = Text(draft, OrderField.Coupon),
        };
        return new ImportedOrder
        {
            OrderId = draft.OrderId,
            Time = time,
            CustomerId = customer,
            Email = email,
            IsOfEmail = mapping.MatchEmail && customer is null && email is not null,
            Country = Text(draft, OrderField.Country),
            Locale = Text(draft, OrderField.Locale),
            Currency = Text(draft, OrderField.Currency)?.ToUpperInvariant() ?? mapping.Currency,
            Bought = bought,
            Amounts = amounts,
            Returned = Return(draft, time, bought, amounts),
        };
    }

    private OrderReturn? Return(OrderDraft draft, DateTimeOffset time, OrderLine[] bought, OrderAmounts amounts)
    {
        OrderLine[] lines = Lines(draft, isReturn: true);
        decimal total = lines.Sum(line => line.Amount ?? 0);
        DateTimeOffset at = ReturnedAt(draft, out bool cancelled) is { } said && said > time ? said : time;
        decimal paid = amounts.Total ?? bought.Sum(line => line.Amount ?? 0);
        decimal money = Amount(draft, OrderField.RefundedAmount) is { } amount and > 0 ? amount : 0;
        if (bought.Length == 0 || (money == 0 && !cancelled && !returned.Contains(draft[OrderField.Status])))
            return lines.Length == 0 ? null : new OrderReturn(at, lines, total);
        bool whole = money == 0 || money >= paid;
        return new OrderReturn(at, whole ? bought : lines, money == 0 ? paid : money);
    }

    private DateTimeOffset? ReturnedAt(OrderDraft draft, out bool cancelled)
    {
        string text = draft[OrderField.RefundedAt];
        DateTimeOffset? time = times.Read(text);
        cancelled = text.Length > 0;
        if (cancelled && time is null)
            ledger.Note(draft.Line, "bad_time", $"\"{text}\" is no time in the formats of the mapping; the time of the order is used.");
        return time;
    }

    private static OrderLine[] Lines(OrderDraft draft, bool isReturn) =>
    [
        .. draft.Rows.Where(row => row.IsReturn == isReturn)
            .GroupBy(row => row.ProductId, StringComparer.Ordinal).Select(Line).OrderBy(line => line.ProductId, StringComparer.Ordinal),
    ];

    private static OrderLine Line(IGrouping<string, OrderRow> rows)
    {
        decimal? amount = rows.Any(row => row.Price is null) ? null : rows.Sum(row => row.Price!.Value * row.Quantity);
        return new OrderLine(
            rows.Key, rows.Select(row => row.Name).Where(name => name is not null).Min(StringComparer.Ordinal),
            rows.Select(row => row.Category).Where(name => name is not null).Min(StringComparer.Ordinal), rows.Sum(row => row.Quantity), amount);
    }

    private static string? Text(OrderDraft draft, OrderField field) => draft[field] is { Length: > 0 } text ? text : null;

    private decimal? Amount(OrderDraft draft, OrderField field)
    {
        string text = draft[field];
        decimal? amount = numbers.Read(text);
        if (text.Length > 0 && amount is null or < 0)
            ledger.Note(draft.Line, "bad_amount", $"\"{text}\" is no {ImportMappings.Name(field)} and is left out.");
        return amount < 0 ? null : amount;
    }

    private string? Email(OrderDraft draft)
    {
        string email = draft[OrderField.Email].ToLowerInvariant();
        int at = email.IndexOf('@');
        if (at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && !email.Contains(' ', StringComparison.Ordinal)) return email;
        if (email.Length > 0) ledger.Note(draft.Line, "bad_email", $"The e-mail address of order {draft.OrderId} is none and is left out.");
        return null;
    }
}
