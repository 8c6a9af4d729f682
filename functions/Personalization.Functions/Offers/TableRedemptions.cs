using System.Collections.Immutable;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Personalization.Common;
using Personalization.Functions.Storage;
using Personalization.Offers;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;

namespace Personalization.Functions.Offers;

/// <summary>
/// Coupons that were taken, in the table <c>offers</c>. A partition for each offer: a row for each coupon taken, one for each person (by the tag of the
/// codes, which tells nothing without the key) and one for each month's sums, written together or not at all. A partition for each order, by a hash of
/// its id, says which rows are its own; it is written first, so that an order finds whatever was taken for it.
/// </summary>
internal sealed class TableRedemptions(TableServiceClient tables) : IRedemptions, IDisposable
{
    internal const string TableName = "offers", Order = "Order", Rows = "Rows", Worth = "Worth", At = "At";
    private const string OrderPartition = "order:", Money = "Money", Count = "Count", Month = "Month", Tag = "Tag", Times = "Times", Last = "Last";
    private const int Attempts = 60, Turns = 16;

    private readonly VersionedTable table = new(tables, TableName);
    private readonly TableClient rows = tables.GetTableClient(TableName);
    // In one instance one after the other: each would only have to try again.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Turns).Select(_ => new SemaphoreSlim(1))];

    public async Task<RedemptionResult> TakeAsync(Redemption redemption, CancellationToken cancellationToken)
    {
        string offer = redemption.Coupon.Offer.Id, row = RowOf(redemption.Coupon, redemption.OrderId);
        return await AloneAsync(offer, async () =>
        {
            bool isNoted = false;
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                TableEntity? taken = await table.FindAsync(offer, row, cancellationToken);
                if (taken is not null) return taken.GetString(Order) == redemption.OrderId ? RedemptionResult.TakenBefore : RedemptionResult.Used;
                TableEntity? person = await table.FindAsync(offer, PersonRow(redemption.Coupon.Tag), cancellationToken), month = await table.FindAsync(offer, MonthRow(redemption.At), cancellationToken);
                if (Refusal(redemption.Coupon.Offer, person, month, redemption.Worth, redemption.At) is { } why) return why;
                if (!isNoted) await table.PutAsync(new TableEntity(OrderKey(redemption.OrderId), $"{offer}|{row}"), cancellationToken);
                isNoted = true;
                if (await TryAsync([new(TableTransactionActionType.Add, Taken(redemption, row)), Write(Person(redemption, person, row)), Write(Given(offer, MonthRow(redemption.At), month, redemption.Worth, 1))], cancellationToken))
                    return RedemptionResult.Taken;
            }
            throw new IOException("An offer's redemptions were changed by others at every attempt to add one");
        }, cancellationToken);
    }

    public async Task<RedemptionResult?> LookAsync(Coupon coupon, decimal worth, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string offer = coupon.Offer.Id;
        if (coupon.Offer.Coupon is { SingleUse: true } && await table.FindAsync(offer, RowOf(coupon, ""), cancellationToken) is not null) return RedemptionResult.Used;
        return Refusal(coupon.Offer, await table.FindAsync(offer, PersonRow(coupon.Tag), cancellationToken), await table.FindAsync(offer, MonthRow(now), cancellationToken), worth, now);
    }

    public async Task<int> ReleaseAsync(string orderId, CancellationToken cancellationToken)
    {
        int released = 0;
        foreach (TableEntity note in await table.FirstAsync(OrderKey(orderId), 1000, cancellationToken))
        {
            string[] names = note.RowKey.Split('|');
            if (await AloneAsync(names[0], () => ReleaseAsync(names[0], names[1], orderId, cancellationToken), cancellationToken)) released++;
            await table.RemoveAsync(note.PartitionKey, note.RowKey, cancellationToken);
        }
        return released;
    }

    public async Task<OfferFigures> FiguresAsync(ImmutableArray<string> offers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, OfferFigure>.Builder figures = ImmutableDictionary.CreateBuilder<string, OfferFigure>(StringComparer.Ordinal);
        TableEntity?[] found = await Task.WhenAll(offers.Select(offer => table.FindAsync(offer, MonthRow(now), cancellationToken)));
        foreach ((string offer, TableEntity? month) in offers.Zip(found))
            if (month is not null) figures[offer] = Figure(month);
        return new OfferFigures(figures.ToImmutable());
    }

    public void Dispose()
    {
        table.Dispose();
        foreach (SemaphoreSlim turn in turns) turn.Dispose();
    }

    internal static string PersonRow(string tag) => "p-" + tag;

    internal static string OrderKey(string orderId) => OrderPartition + StableHash.Hex(orderId);

    private static string MonthRow(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"m-{at.UtcDateTime:yyyyMM}");

    private static string RowOf(Coupon coupon, string orderId) => "c-" + StableHash.Hex(coupon.Offer.Coupon is { SingleUse: true } ? coupon.Code : $"{coupon.Code}\n{orderId}");

    private static OfferFigure Figure(TableEntity? month) => month is null ? default : new(decimal.Parse(month.GetString(Money)!, CultureInfo.InvariantCulture), month.GetInt32(Count) ?? 0);

    private static RedemptionResult? Refusal(Offer offer, TableEntity? person, TableEntity? month, decimal worth, DateTimeOffset now) =>
        person?.GetInt32(Times) >= offer.PerPerson ? RedemptionResult.HadIt
        : person?.GetInt32(Times) > 0 && person.GetDateTimeOffset(Last) + offer.Pause > now ? RedemptionResult.Pause
        : OfferRules.Affords(offer, Figure(month), worth) ? null : RedemptionResult.Budget;

    private static TableEntity Taken(Redemption one, string row) => new(one.Coupon.Offer.Id, row)
    {
        [Order] = one.OrderId, [Tag] = one.Coupon.Tag, [Worth] = one.Worth.ToString(CultureInfo.InvariantCulture), [Month] = MonthRow(one.At), [At] = one.At,
    };

    private static TableEntity Person(Redemption one, TableEntity? before, string row)
    {
        TableEntity person = before ?? new TableEntity(one.Coupon.Offer.Id, PersonRow(one.Coupon.Tag));
        (person[Times], person[Last]) = ((person.GetInt32(Times) ?? 0) + 1, one.At);
        person[Rows] = person.GetString(Rows) is { Length: > 0 } rows ? $"{rows} {row}" : row;
        return person;
    }

    private static TableEntity Given(string offer, string row, TableEntity? before, decimal worth, int count)
    {
        TableEntity month = before ?? new TableEntity(offer, row);
        OfferFigure figure = Figure(before);
        // A sum of money is kept to the last digit.
        (month[Money], month[Count]) = ((figure.Money + worth).ToString(CultureInfo.InvariantCulture), figure.Count + count);
        return month;
    }

    private static TableTransactionAction Write(TableEntity entity) =>
        entity.ETag == default ? new(TableTransactionActionType.Add, entity) : new(TableTransactionActionType.UpdateReplace, entity, entity.ETag);

    private async Task<bool> ReleaseAsync(string offer, string row, string orderId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await table.FindAsync(offer, row, cancellationToken) is not { } taken || taken.GetString(Order) != orderId) return false;
            List<TableTransactionAction> all = [new(TableTransactionActionType.Delete, taken, taken.ETag)];
            decimal worth = decimal.Parse(taken.GetString(Worth)!, CultureInfo.InvariantCulture);
            if (await table.FindAsync(offer, taken.GetString(Month)!, cancellationToken) is { } month) all.Add(Write(Given(offer, month.RowKey, month, -worth, -1)));
            if (await table.FindAsync(offer, PersonRow(taken.GetString(Tag)!), cancellationToken) is { } person)
            {
                person[Times] = Math.Max(0, (person.GetInt32(Times) ?? 0) - 1);
                person[Rows] = string.Join(' ', (person.GetString(Rows) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(one => one != row));
                all.Add(Write(person));
            }
            if (await TryAsync(all, cancellationToken)) return true;
        }
        throw new IOException("An offer's redemptions were changed by others at every attempt to take one back");
    }

    private async Task<bool> TryAsync(IReadOnlyList<TableTransactionAction> all, CancellationToken cancellationToken)
    {
        try
        {
            await rows.SubmitTransactionAsync(all, cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private async Task<T> AloneAsync<T>(string offer, Func<Task<T>> act, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = turns[StableHash.Of(offer) % Turns];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await act();
        }
        finally
        {
            turn.Release();
        }
    }
}
