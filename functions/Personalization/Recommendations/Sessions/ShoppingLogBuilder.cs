using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Gathers lake lines, in whatever order and any number of times, into one log: the same lines give the same log. About 40 bytes an event
/// and 50 to 100 a person. Used by one thread, and for one log.
/// </summary>
public sealed class ShoppingLogBuilder : ILakeLines
{
    private const ulong EventSeed = 1, PersonSeed = 2, OrderSeed = 4;

    private readonly LakeLine line = new();
    private readonly EventPrints prints = new();
    private readonly FlatMap persons = new();
    private readonly PersonLinks links = new();
    private readonly ProductTable products = new();
    private readonly Chunks<Touch> touches = new();
    private readonly Chunks<OrderTold> orders = new();
    private readonly Chunks<int> orderProducts = new();

    /// <summary>How many different events have been added.</summary>
    public long Events => prints.Count;

    /// <summary>How many lines could not be read.</summary>
    public long Damaged { get; private set; }

    /// <summary>Adds the event of a line, by <see cref="EventCodec"/>, unless it has been added; false for a line that is damaged.</summary>
    public bool Add(ReadOnlySpan<byte> lakeLine)
    {
        if (!LakeLineReader.TryRead(lakeLine, line))
        {
            Damaged++;
            return false;
        }
        ulong eventId = FastHash.Of(line[line.MessageId], EventSeed);
        AddLinks(eventId);
        uint print = Print();
        if (prints.Add(eventId, print) && line.Kind is { } kind) Add(eventId, kind, print);
        return true;
    }

    /// <summary>Adds the events of lines that are each ended by a line feed.</summary>
    public void AddLines(ReadOnlySpan<byte> lines)
    {
        foreach (Range one in lines.Split((byte)'\n'))
            if (!EventCodec.IsBlank(lines[one])) Add(lines[one]);
    }

    /// <summary>The log of everything added. The builder is of no use afterwards.</summary>
    public ShoppingLog Build()
    {
        Gathered gathered = new(touches, orders, orderProducts, prints.Contested(), links.Resolve(persons.Count), products);
        prints.Clear();
        return LogAssembly.Of(gathered);
    }

    private void Add(ulong eventId, InteractionKind kind, uint print)
    {
        int person = line.UserId.IsSome ? Person(line.UserId, 'u') : line.AnonymousId.IsSome ? Person(line.AnonymousId, 'a') : -1;
        if (kind is InteractionKind.Purchase)
        {
            ulong order = line.OrderId.IsSome ? FastHash.Of(line[line.OrderId], OrderSeed) : FastHash.Mix(eventId, OrderSeed);
            orders.Add(new OrderTold(order, eventId, line.At, person, line.UserId.IsSome, orderProducts.Count, line.Products.Length, print));
            foreach (LakeText product in line.Products) orderProducts.Add(products.Of(line[product]));
        }
        else if (person >= 0)
            foreach (LakeText product in line.Products)
                touches.Add(new Touch(line.At, eventId, person, new ProductAct(products.Of(line[product]), kind), print));
    }

    /// <summary>The links that userId, anonymousId and previousId say; a log of purchases is no profile: what the guards hold back there does no harm here.</summary>
    private void AddLinks(ulong eventId)
    {
        if (!line.UserId.IsSome || !(line.AnonymousId.IsSome || line.PreviousId.IsSome)) return;
        int user = Person(line.UserId, 'u');
        ulong hash = PersonHash(line.UserId, 'u');
        if (line.AnonymousId.IsSome) links.Add(Person(line.AnonymousId, 'a'), user, hash, line.At, eventId);
        if (!line.PreviousId.IsSome) return;
        links.Add(Person(line.PreviousId, 'a'), user, hash, line.At, eventId);
        if (!line[line.PreviousId].SequenceEqual(line[line.UserId])) links.Add(Person(line.PreviousId, 'u'), user, hash, line.At, eventId);
    }

    private int Person(LakeText id, char kind)
    {
        int next = persons.Count;
        ref int person = ref persons.ValueOf(PersonHash(id, kind), out bool added);
        if (added) person = next;
        return person;
    }

    private ulong PersonHash(LakeText id, char kind) => FastHash.Of(line[id], PersonSeed + kind);

    /// <summary>A hash of all that the log takes from the line.</summary>
    private uint Print()
    {
        ulong print = FastHash.Mix((ulong)line.At, (ulong)(line.Kind ?? 0));
        foreach (LakeText text in (ReadOnlySpan<LakeText>)[line.UserId, line.AnonymousId, line.OrderId]) print = Mixed(print, text);
        foreach (LakeText product in line.Products) print = Mixed(print, product);
        return (uint)print;
    }

    private ulong Mixed(ulong print, LakeText text) => FastHash.Mix(print, text.IsSome ? FastHash.Of(line[text], print) : 0);
}
