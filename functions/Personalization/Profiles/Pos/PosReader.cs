using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Pos;

/// <summary>What became of one event of a till.</summary>
/// <param name="Index">Its place in the batch.</param>
/// <param name="Event">What it says; null where it was rejected.</param>
/// <param name="Errors">Why it was.</param>
public sealed record PosVerdict(int Index, PosEvent? Event, IReadOnlyList<ProblemError> Errors);

/// <summary>What became of a batch: a problem with all of it, or a verdict on each of its events.</summary>
/// <param name="Problem">Why nothing was read, or null.</param>
/// <param name="Verdicts">In the order of the batch.</param>
public sealed record PosReading(Problem? Problem, IReadOnlyList<PosVerdict> Verdicts);

/// <summary>Reads what tills and scanners send: <c>{"store":{"id":"athens-1"},"events":[{"type":"sale","receipt":"R-1","at":"...","lines":[...]}]}</c>.</summary>
public static class PosReader
{
    /// <summary>Bytes of a batch.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Events of a batch.</summary>
    public const int MostEvents = 500;

    private const int MostLines = 200;
    private const int TextLength = 100;
    private const double LargestAmount = 1e12;
    private const int LargestQuantity = 1_000_000;

    private static readonly string[] Kinds = ["sale", "refund", "scan"];

    /// <summary>Reads a batch.</summary>
    /// <param name="body">JSON.</param>
    /// <param name="now">Later events are rejected.</param>
    public static PosReading Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return Refused(fault, json.Errors);
        JsonElement root = json.Root;
        List<ProblemError> errors = [];
        JsonFields fields = new(root, "", errors);
        PhysicalStore? store = Store(fields);
        if (fields.IsObject && (fields.Any("events") is not { ValueKind: JsonValueKind.Array } all || all.GetArrayLength() is 0 or > MostEvents))
            fields.Wrong("events", "wrong_type", $"events must be a list of 1 to {MostEvents} events.");
        fields.RefuseOthers();
        if (errors.Count > 0) return Refused($"{errors[0].Pointer}: {errors[0].Detail}", errors);
        return new PosReading(null, [.. root.GetProperty("events").EnumerateArray().Select((item, index) => Event(item, index, store!, now))]);
    }

    /// <summary>The member <c>store</c>, which is needed.</summary>
    internal static PhysicalStore? Store(JsonFields fields)
    {
        if (fields.Object("store") is not { } store)
        {
            fields.Missing("store", "{\"id\":\"...\",\"name\":\"...\"}, where it happened");
            return null;
        }
        string? id = store.Text("id", TextLength);
        if (id is null && store.IsObject && store.Any("id") is null) store.Missing("id", "the shop's own id of the store");
        PhysicalStore read = new(id ?? "", store.Text("name", TextLength));
        store.RefuseOthers();
        return read;
    }

    private static PosVerdict Event(JsonElement item, int index, PhysicalStore store, DateTimeOffset now)
    {
        List<ProblemError> errors = [];
        JsonFields fields = new(item, $"/events/{index}", errors);
        PosKind kind = (PosKind)Math.Max(0, Array.IndexOf(Kinds, fields.OneOf("type", Kinds)));
        if (fields.IsObject && fields.Any("type") is null) fields.Missing("type", string.Join(", ", Kinds));
        string? receipt = fields.Text("receipt", TextLength);
        if (fields.IsObject && fields.Any("receipt") is null) fields.Missing("receipt", "the receipt's number or the scan's id, by which the same event sent again is known");
        DateTimeOffset? at = fields.Time("at");
        if (fields.IsObject && fields.Any("at") is null) fields.Missing("at", "when it happened, such as 2026-11-01T10:00:00Z");
        if (at > now + EventLimits.FutureTolerance) fields.Wrong("at", "out_of_range", "at lies in the future. Set the clock of the till.");
        PosEvent read = new(kind, store, receipt ?? "", at ?? now, PersonOf(fields.Object("person")), Lines(fields))
        {
            Till = fields.Text("till", TextLength), Of = fields.Text("of", TextLength), Total = Amount(fields, "total"), Discount = Amount(fields, "discount"),
            Currency = fields.Text("currency", 3)?.ToUpperInvariant(), Coupon = fields.Text("coupon", TextLength),
        };
        if (fields.IsObject && read.Lines.IsEmpty && errors.Count == 0 && (kind is not PosKind.Refund || (read.Total is null && read.Of is null)))
            fields.Wrong("lines", "missing", "lines is needed: the products, each with productId.");
        fields.RefuseOthers();
        return errors.Count == 0 ? new PosVerdict(index, read, []) : new PosVerdict(index, null, errors);
    }

    private static ImmutableArray<OrderLine> Lines(JsonFields fields)
    {
        ImmutableArray<OrderLine>.Builder lines = ImmutableArray.CreateBuilder<OrderLine>();
        foreach (JsonFields line in fields.Objects("lines", 0, MostLines))
        {
            string? productId = line.Text("productId", ProfileLimits.ProductIdLength);
            if (line.IsObject && line.Any("productId") is null) line.Missing("productId", "the product, as the catalog names it");
            lines.Add(new OrderLine(productId ?? "", line.Whole("quantity", 1, LargestQuantity) ?? 1, Amount(line, "price")));
            line.RefuseOthers();
        }
        return lines.ToImmutable();
    }

    private static PosPerson PersonOf(JsonFields? fields)
    {
        if (fields is not { IsObject: true }) return PosPerson.Nobody;
        string? email = fields.Text("email", 254), phone = fields.Text("phone", 40);
        if (email is not null && Identifiers.Email(email) is null) fields.Wrong("email", "wrong_form", "email must be an e-mail address.");
        if (phone is not null && Identifiers.Phone(phone) is not ['+', ..]) fields.Wrong("phone", "wrong_form", "phone must be a telephone number with the country's code, such as +30 210 1234567.");
        PosPerson person = new(
            fields.Text("userId", EventLimits.IdLength), fields.Text("anonymousId", EventLimits.IdLength), fields.Text("loyaltyId", TextLength), Identifiers.Email(email), Identifiers.Phone(phone));
        fields.RefuseOthers();
        return person;
    }

    private static decimal? Amount(JsonFields fields, string name) =>
        fields.Number(name, 0, LargestAmount) is { } amount ? decimal.Round(decimal.Parse(amount.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture), 6) : null;

    private static PosReading Refused(string detail, IReadOnlyList<ProblemError> errors) => new(new Problem(400, "invalid-pos-events", "The batch cannot be read", detail, errors), []);
}
