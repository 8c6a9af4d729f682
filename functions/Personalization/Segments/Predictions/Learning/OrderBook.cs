using System.Runtime.InteropServices;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments.Predictions.BackTests;

namespace Personalization.Segments.Predictions.Learning;

/// <summary>An order, as far as predictions need it.</summary>
/// <param name="Day">When it was placed, UTC.</param>
/// <param name="Value">What it brought, after refunds.</param>
/// <param name="Discounted">Whether it came with a coupon or discount.</param>
internal readonly record struct BookedOrder(DateOnly Day, double Value, bool Discounted);

/// <summary>
/// Gathers orders from lines of the lake, in whatever order and any number of times. Its memory does not grow with the lake: past a number of
/// orders it goes on with half of the people.
/// </summary>
internal sealed class OrderBook(int mostEntries)
{
    private readonly Dictionary<ulong, Entry> orders = [];
    private readonly Dictionary<ulong, Owner> users = [];
    private readonly HashSet<ulong> refunds = [];
    private readonly List<string> currencies = [];
    private readonly PersonSample sample = new();

    /// <summary>One in so many people was looked at.</summary>
    public ulong OneIn => sample.OneIn;

    /// <summary>Says that a device is a person's. The earliest word stands.</summary>
    public void Link(ulong device, ulong user, long at)
    {
        if (!sample.Has(user)) return;
        ref Owner known = ref CollectionsMarshal.GetValueRefOrAddDefault(users, device, out bool exists);
        if (!exists || (at, user).CompareTo((known.At, known.User)) < 0) known = new Owner(user, at);
        Bound();
    }

    /// <summary>Adds what an event says of an order, if anything.</summary>
    public void Add(ShopEvent shopEvent, ulong person)
    {
        // A device out of the sample can be that of a person in it: that shows at the end.
        if (shopEvent.UserId is not null && !sample.Has(person)) return;
        ulong eventId = StableHash.Of(shopEvent.MessageId);
        if (OrderReader.Read(shopEvent, eventId) is not { } told) return;
        ulong orderId = StableHash.Of(told.OrderId);
        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(orders, StableHash.Mix(orderId ^ StableHash.Mix(person)), out bool exists);
        if (!exists) entry = new Entry { Order = orderId, Person = person, Placed = told.PlacedAt };
        else if (told.PlacedAt < entry.Placed) entry.Placed = told.PlacedAt;
        entry.IsCancelled |= told.CancelledAt is not null;
        if (told.Said is { } said && (!entry.IsSaid || (said.At, said.EventId).CompareTo((entry.SaidAt, entry.SaidBy)) > 0)) entry.Say(said, Number(said.Currency ?? ""));
        if (told.Refunds.Count > 0 && refunds.Add(eventId))
        {
            if (told.Refunds[eventId] is { } back) entry.Back += (double)back;
            else entry.IsCancelled = true;
        }
        Bound();
    }

    /// <summary>Whose a device is; what nobody has signed in on, and a person, is its own.</summary>
    public ulong OwnerOf(ulong person) => users.TryGetValue(person, out Owner link) ? link.User : person;

    /// <summary>The orders that stand, by person, oldest first, in the currency that most of them are in.</summary>
    /// <param name="denies">Whose are left out; null for nobody's.</param>
    public OrderHistories Build(Func<ulong, bool>? denies = null)
    {
        Dictionary<(ulong Person, ulong Order), Entry> whole = [];
        foreach (Entry entry in orders.Values)
        {
            ulong person = OwnerOf(entry.Person);
            if (!sample.Has(person) || denies?.Invoke(person) is true) continue;
            // The page and the server tell of one order, the one by device and the other by person.
            ref Entry known = ref CollectionsMarshal.GetValueRefOrAddDefault(whole, (person, entry.Order), out bool exists);
            known = exists ? known.With(entry) : entry;
        }
        int[] counts = new int[Math.Max(1, currencies.Count)];
        foreach (Entry entry in whole.Values)
            if (entry.Stands) counts[entry.Currency]++;
        int main = Enumerable.Range(0, counts.Length).OrderByDescending(place => counts[place]).ThenBy(place => currencies.ElementAtOrDefault(place), StringComparer.Ordinal).First();
        BookedOrder[][] people =
        [
            .. whole.Where(one => one.Value.Stands && one.Value.Currency == main).GroupBy(one => one.Key.Person, one => one.Value).OrderBy(person => person.Key)
                .Select(person => person.Select(entry => entry.Booked).OrderBy(order => order.Day).ThenBy(order => order.Value).ThenBy(order => order.Discounted).ToArray()),
        ];
        return new OrderHistories(currencies.Count == 0 ? null : currencies[main], people, counts.Sum() - counts[main]);
    }

    private int Number(string currency)
    {
        int number = currencies.IndexOf(currency);
        if (number >= 0) return number;
        currencies.Add(currency);
        return currencies.Count - 1;
    }

    private void Bound()
    {
        while (orders.Count + users.Count > mostEntries)
        {
            sample.Halve();
            foreach ((ulong device, Owner link) in users)
                if (!sample.Has(link.User)) users.Remove(device);
            foreach ((ulong key, Entry entry) in orders)
                if (!sample.Has(OwnerOf(entry.Person))) orders.Remove(key);
        }
    }

    private readonly record struct Owner(ulong User, long At);

    private struct Entry
    {
        public ulong Order;
        public ulong Person;
        public DateTimeOffset Placed;
        public DateTimeOffset SaidAt;
        public ulong SaidBy;
        public double Revenue;
        public double Back;
        public int Currency;
        public bool IsSaid;
        public bool IsCancelled;
        public bool IsDiscounted;

        public readonly bool Stands => IsSaid && !IsCancelled;

        public readonly BookedOrder Booked => new(DateOnly.FromDateTime(Placed.UtcDateTime), Math.Max(0, Revenue - Back), IsDiscounted);

        public void Say(OrderStatement said, int currency) =>
            (IsSaid, SaidAt, SaidBy, Revenue, Currency, IsDiscounted) = (true, said.At, said.EventId, (double)said.Revenue, currency, said.Coupon is not null || said.Discount > 0);

        public readonly Entry With(in Entry other)
        {
            bool mine = IsSaid && (!other.IsSaid || (SaidAt, SaidBy).CompareTo((other.SaidAt, other.SaidBy)) >= 0);
            Entry whole = mine ? this : other;
            whole.Placed = Placed < other.Placed ? Placed : other.Placed;
            whole.IsCancelled = IsCancelled || other.IsCancelled;
            whole.Back = Back + other.Back;
            return whole;
        }
    }
}

/// <summary>All orders of a shop that stand.</summary>
/// <param name="Currency">The currency that most orders are in; null for none, empty where the shop names none.</param>
/// <param name="People">Orders of each person, oldest first.</param>
/// <param name="OtherCurrencies">Orders in other currencies, which are left out.</param>
internal sealed record OrderHistories(string? Currency, BookedOrder[][] People, int OtherCurrencies)
{
    public int Count => People.Sum(person => person.Length);

    public IEnumerable<BuyerPurchases> Purchases => People.Select(person => new BuyerPurchases([.. person.Select(order => (order.Day, order.Value))]));

    public (DateOnly First, DateOnly Last) Days => (People.Min(person => person[0].Day), People.Max(person => person[^1].Day));

    /// <summary>What people spend on their first order, on average.</summary>
    public double FirstValue => People.Average(person => person[0].Value);
}
