using System.Text;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Gathers lake lines, in whatever order and any number of times, into one log: the same lines give the same log. About 40 bytes an event
/// and 50 to 100 a person. Used by one thread, and for one log. Who has denied analytics or personalization is left out, and what the guards of
/// identities hold apart is not woven together.
/// </summary>
/// <param name="guards">Ids that name nobody, and from how many people on a device belongs to none of them; null for the usual ones.</param>
public sealed class ShoppingLogBuilder(IdentityGuards? guards = null) : ILakeLines
{
    private const ulong EventSeed = 1, PersonSeed = 2, OrderSeed = 4;

    private readonly LakeLine line = new();
    private readonly EventPrints prints = new();
    private readonly FlatMap persons = new();
    private readonly PersonLinks links = new((guards ?? IdentityGuards.Default).SharedDeviceUsers);
    private readonly LearningConsents consents = new();
    private readonly IdentityGuards guards = guards ?? IdentityGuards.Default;
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
        int user = Person(line.UserId, 'u'), device = Person(line.AnonymousId, 'a'), person = user >= 0 ? user : device;
        AddLinks(eventId, user, device);
        bool denied = LearningConsents.MaySpeak(lakeLine) && consents.Hear(person >= 0 ? (ulong)person : null, eventId, EventCodec.Parse(lakeLine.ToArray()));
        uint print = Print() ^ (denied ? 1u : 0);
        if (prints.Add(eventId, print) && !denied && line.Kind is { } kind) Add(eventId, kind, print, person, user >= 0);
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
        int[] ends = links.Resolve(persons.Count);
        HashSet<ulong> denying = consents.Denying(person => (ulong)ends[(int)person]);
        Gathered gathered = new(touches, orders, orderProducts, prints.Contested(), ends, products, denying);
        prints.Clear();
        return LogAssembly.Of(gathered);
    }

    private void Add(ulong eventId, InteractionKind kind, uint print, int person, bool known)
    {
        if (kind is InteractionKind.Purchase)
        {
            ulong order = line.OrderId.IsSome ? FastHash.Of(line[line.OrderId], OrderSeed) : FastHash.Mix(eventId, OrderSeed);
            orders.Add(new OrderTold(order, eventId, line.At, person, known, orderProducts.Count, line.Products.Length, print));
            foreach (LakeText product in line.Products) orderProducts.Add(products.Of(line[product]));
        }
        else if (person >= 0)
            foreach (LakeText product in line.Products)
                touches.Add(new Touch(line.At, eventId, person, new ProductAct(products.Of(line[product]), kind), print));
    }

    /// <summary>Devices that userId, anonymousId and previousId say are a person's. Two known people are not made one by an event, as in profiles.</summary>
    private void AddLinks(ulong eventId, int user, int device)
    {
        if (user < 0) return;
        ulong hash = PersonHash(line.UserId, 'u');
        foreach (int from in (ReadOnlySpan<int>)[device, Person(line.PreviousId, 'a')])
            if (from >= 0) links.Add(from, user, hash, line.At, eventId);
    }

    /// <summary>The number of a person; -1 for nobody, and for an id that names nobody.</summary>
    private int Person(LakeText id, char kind)
    {
        if (!id.IsSome) return -1;
        int next = persons.Count;
        ref int person = ref persons.ValueOf(PersonHash(id, kind), out bool added);
        if (added) person = guards.IsBlocked(new PersonKey($"{kind}:{Encoding.UTF8.GetString(line[id])}")) ? -1 : next;
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
