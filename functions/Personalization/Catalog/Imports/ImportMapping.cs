using System.Text.Json.Serialization;

namespace Personalization.Catalog.Imports;

/// <summary>How the files of one shop system tell of orders. Field names are the wire format of mapping JSON.</summary>
public sealed record ImportMapping
{
    /// <summary>Which columns hold what. Order id, product id, quantity and time are needed.</summary>
    public required IReadOnlyDictionary<OrderField, ColumnNames> Columns { get; init; }

    /// <summary>Fields of <see cref="Columns"/> that a file may lack.</summary>
    public IReadOnlyList<OrderField> OptionalColumns { get; init; } = [];

    /// <summary>.NET date formats, tried in order; none for ISO 8601.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>Zone of times that carry no offset: an IANA name or an offset such as +03:30. Default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>"." (default) or ",". The other one may group thousands.</summary>
    public string DecimalSeparator { get; init; } = ".";

    /// <summary>One ASCII character between fields; null (default) finds it in the file.</summary>
    public string? Delimiter { get; init; }

    /// <summary>ISO 4217 code where the file names none.</summary>
    public string? Currency { get; init; }

    /// <summary>Lines that are no products: postage, bank charges ...</summary>
    public NonProducts NonProducts { get; init; } = new();

    /// <summary>How goods given back are recognised.</summary>
    public CancellationRules Cancellations { get; init; } = new();

    /// <summary>Statuses of orders that never came about (unpaid, failed): their lines are skipped.</summary>
    public IReadOnlyList<string> SkippedStatuses { get; init; } = [];

    /// <summary>Lines of negative quantity without price and customer correct the stock and are skipped.</summary>
    public bool StockAdjustments { get; init; }

    /// <summary>Product ids differ by case only through carelessness: 85123a is 85123A.</summary>
    public bool UpperCaseProductIds { get; init; }

    /// <summary>Ids went through a table of numbers: 17850.0 is 17850.</summary>
    public bool WholeNumberIds { get; init; }

    /// <summary>Customer ids that mean no customer, such as 0.</summary>
    public IReadOnlyList<string> GuestIds { get; init; } = [];

    /// <summary>A buyer without an id gets one made from a hash of the e-mail address, so that orders of one person come together.</summary>
    public bool CustomerFromEmail { get; init; }

    /// <summary>A buyer without an id is whoever the shop knows by the e-mail address, or will; goes before <see cref="CustomerFromEmail"/>.</summary>
    public bool MatchEmail { get; init; }
}

/// <summary>Lines that are no products. Case does not matter.</summary>
public sealed record NonProducts
{
    /// <summary>Product ids.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>Regular expressions over product ids, without look-around and back references.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];
}

/// <summary>
/// How goods given back are recognised. A prefix or a negative quantity tells of the return alone;
/// a status tells of an order that was both bought and given back.
/// </summary>
public sealed record CancellationRules
{
    /// <summary>Beginnings of order ids.</summary>
    public IReadOnlyList<string> OrderIdPrefixes { get; init; } = [];

    /// <summary>True when a line of negative quantity gives goods back; else such a line is rejected.</summary>
    public bool NegativeQuantity { get; init; }

    /// <summary>Order statuses; case does not matter.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];
}

/// <summary>What a column of an order file can hold. Fields from <see cref="CustomerId"/> on belong to the order and may stand on one of its lines only.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderField>))]
public enum OrderField
{
#pragma warning disable CS1591 // The names explain themselves.
    OrderId,
    ProductId,
    ProductName,
    Category,
    Quantity,
    UnitPrice,
    Time,
    CustomerId,
    Email,
    Country,
    Locale,
    Currency,
    Status,
    Coupon,
    Subtotal,
    Total,
    Shipping,
    Tax,
    Discount,
    RefundedAmount,
    RefundedAt,
#pragma warning restore CS1591
}
