using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Personalization.Common.Documents;
using Personalization.Messages.Templates;

namespace Personalization.Offers.Definitions;

/// <summary>An offer that was read, and all that is wrong with it; without it where it cannot be used.</summary>
public sealed record OfferReading(Offer? Offer, IReadOnlyList<DocumentFinding> Findings);

/// <summary>Reads offers out of YAML or JSON. Whatever is wrong is found at once, each with its line; a condition that no price may go by is named as such.</summary>
public static class OfferReader
{
    // Addresses of their own stand in these places.
    private static readonly string[] Taken = ["coupons", "audit"];

    /// <summary>Kinds by name.</summary>
    public static FrozenDictionary<string, OfferKind> Kinds { get; } = new Dictionary<string, OfferKind>(StringComparer.Ordinal)
    {
        ["percent"] = OfferKind.Percent, ["amount"] = OfferKind.Amount, ["free-delivery"] = OfferKind.FreeDelivery, ["gift"] = OfferKind.Gift, ["bundle"] = OfferKind.Bundle,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A kind's name.</summary>
    public static string Name(this OfferKind kind) => Kinds.First(one => one.Value == kind).Key;

    /// <summary>Reads an offer.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="id">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="segments">Ids of the segments that there are; null for any.</param>
    public static OfferReading Read(ReadOnlySpan<byte> text, string id, int version, IReadOnlySet<string>? segments = null)
    {
        DocumentFindings findings = new();
        if (text.Length > OfferLimits.Bytes) findings.Add(new DocumentFinding("too-large", "", 1, 1, $"An offer may have {OfferLimits.Bytes / 1024} KB"));
        DocumentFields? fields = findings.Any ? null : DocumentParser.Parse(Encoding.UTF8.GetString(text), findings) is { } root ? DocumentFields.Of(root, "", findings, "An offer") : null;
        if (fields is null) return new OfferReading(null, findings.All);
        if (!TemplateReader.IsName(id) || Taken.Contains(id)) findings.Add("invalid", "", fields.Map, $"The id in the address is 1 to 64 letters, digits, - and _, and not {string.Join(" or ", Taken)}");
        OfferPartReader.RefuseGrounds(fields);
        OfferKind kind = fields.Needed("kind", "one of " + string.Join(", ", Kinds.Keys)) is null ? OfferKind.Percent : fields.Choice("kind", Kinds) ?? OfferKind.Percent;
        Offer read = new(id, fields.Text("name", "what it is called", true) ?? "", kind, OfferPartReader.Title(fields), version)
        {
            Steps = OfferPartReader.Steps(fields, kind),
            Audience = OfferPartReader.Audience(fields, segments),
            Start = Time(fields, "start"),
            End = Time(fields, "end"),
            Currency = Currency(fields),
            MinimumCart = fields.Number("minimumCart", 0, 1_000_000) ?? 0,
            Cost = fields.Number("cost", 0, 1_000_000) ?? 0,
            Budget = OfferPartReader.Budget(fields),
            PerPerson = fields.Whole("perPerson", 1, OfferLimits.PerPerson) ?? 1,
            Pause = fields.Duration("pause", TimeSpan.FromDays(3650)) ?? TimeSpan.Zero,
            Coupon = OfferPartReader.Coupon(fields),
            Gift = OfferGoodsReader.Gift(fields, kind),
            Bundle = OfferGoodsReader.Bundle(fields, kind),
            Priority = fields.Whole("priority", -1000, 1000) ?? 0,
        };
        Check(fields, read);
        fields.Finish("An offer");
        return new OfferReading(findings.Any ? null : read, findings.All);
    }

    private static void Check(DocumentFields fields, Offer read)
    {
        if (read.Start is { } start && read.End is { } end && end <= start) fields.Wrong("end", "end comes after start");
        bool hasSums = read.MinimumCart > 0 || read.Budget.Money is not null || read.Kind is OfferKind.Amount or OfferKind.Gift || read.Steps.Any(step => step.Cart > 0 || step.Customer > 0);
        if (hasSums && read.Currency is null && !fields.Has("currency")) fields.Wrong("currency", "currency is missing: sums of money are in one, such as EUR", "missing");
        if (read is { Kind: OfferKind.FreeDelivery, Budget.Money: not null, Cost: 0 }) fields.Wrong("cost", "cost is missing: what a delivery costs the shop, for the budget's money", "missing");
        if (read.Budget.Count is not null && read.Coupon is null) fields.Wrong("budget", "A budget is counted by coupons: give the offer one, with coupon: { prefix: SPRING }");
        if (read.Budget.Money is not null && read.Coupon is null) fields.Wrong("budget", "Money is counted by coupons: give the offer one, with coupon: { prefix: SPRING }");
    }

    private static string? Currency(DocumentFields fields)
    {
        if (fields.Text("currency", "three capital letters such as EUR", longest: 3) is not { } code) return null;
        if (code.Length == 3 && code.All(char.IsAsciiLetterUpper)) return code;
        fields.Wrong("currency", "currency is three capital letters such as EUR");
        return null;
    }

    private static DateTimeOffset? Time(DocumentFields fields, string name)
    {
        if (fields.Text(name, "a time such as 2026-12-01T00:00:00Z") is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)) return time;
        fields.Wrong(name, $"{name} is a time such as 2026-12-01T00:00:00Z");
        return null;
    }
}
