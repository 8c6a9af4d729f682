using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>Puts what was gathered into the order of a log: person by person, then visit by visit.</summary>
internal static class LogAssembly
{
    // A visit ends after half an hour of silence, as everywhere in web analytics.
    private const long Silence = 30 * 60 * 1000;

    private const int Unused = -1;

    public static ShoppingLog Of(Gathered gathered)
    {
        MergedOrder[] orders = OrderMerge.Of(gathered);
        (string[] products, int[] places) = Products(gathered, orders);
        (int[] starts, Step[] steps) = Steps(gathered, orders, places);
        List<Visit> visits = Visits(starts, steps);
        PersonNumbers numbers = new(gathered.Persons.Length);
        VisitLog visitLog = Log(visits, steps, numbers);
        return new ShoppingLog(products, visitLog, Log(orders, places, numbers));
    }

    /// <summary>The products that are in the log, in the order of their ids, and for each gathered one its place among them.</summary>
    private static (string[] Ids, int[] Places) Products(Gathered gathered, MergedOrder[] orders)
    {
        int[] places = new int[gathered.Products.Count];
        places.AsSpan().Fill(Unused);
        for (int place = 0; place < gathered.Touches.Count; place++)
            if (gathered.Touches[place] is var touch && gathered.Counts(touch)) places[touch.What.Product] = 0;
        foreach (MergedOrder order in orders)
            foreach (int product in order.Products) places[product] = 0;
        int[] used = [.. Enumerable.Range(0, places.Length).Where(product => places[product] != Unused)];
        string[] ids = [.. used.Select(product => gathered.Products[product])];
        Array.Sort(ids, used, StringComparer.Ordinal);
        for (int place = 0; place < used.Length; place++) places[used[place]] = place;
        return (ids, places);
    }

    /// <summary>Everybody's steps, oldest first: those of person p are the places from Starts[p] to Starts[p + 1].</summary>
    private static (int[] Starts, Step[] Steps) Steps(Gathered gathered, MergedOrder[] orders, int[] products)
    {
        int[] next = new int[gathered.Persons.Length + 1];
        ForEach(gathered, orders, products, (person, _) => next[person + 1]++);
        for (int person = 0; person + 1 < next.Length; person++) next[person + 1] += next[person];
        int[] starts = [.. next];
        Step[] steps = new Step[next[^1]];
        ForEach(gathered, orders, products, (person, step) => steps[next[person]++] = step);
        for (int person = 0; person + 1 < starts.Length; person++) steps.AsSpan(starts[person]..starts[person + 1]).Sort();
        return (starts, steps);
    }

    private static void ForEach(Gathered gathered, MergedOrder[] orders, int[] products, Action<int, Step> take)
    {
        for (int place = 0; place < gathered.Touches.Count; place++)
        {
            ref Touch touch = ref gathered.Touches[place];
            if (gathered.Counts(touch))
                take(gathered.Persons[touch.Person], new Step(touch.At, touch.Event, new ProductAct(products[touch.What.Product], touch.What.Kind)));
        }
        foreach (MergedOrder order in orders)
            if (order.Person >= 0)
                foreach (int product in order.Products)
                    take(order.Person, new Step(order.At, order.Event, new ProductAct(products[product], InteractionKind.Purchase)));
    }

    private static List<Visit> Visits(int[] starts, Step[] steps)
    {
        List<Visit> visits = [];
        for (int person = 0; person + 1 < starts.Length; person++)
            for (int start = starts[person], end; start < starts[person + 1]; start = end)
            {
                for (end = start + 1; end < starts[person + 1] && steps[end].At - steps[end - 1].At <= Silence; end++) { }
                visits.Add(new Visit(steps[end - 1].At, steps[end - 1].Event, start, end, person));
            }
        visits.Sort();
        return visits;
    }

    private static VisitLog Log(List<Visit> visits, Step[] steps, PersonNumbers numbers)
    {
        VisitLog log = new(new int[visits.Count + 1], new int[steps.Length], new byte[steps.Length], new uint[steps.Length], new int[visits.Count]);
        int place = 0;
        for (int visit = 0; visit < visits.Count; visit++)
        {
            log.Persons[visit] = numbers.Of(visits[visit].Person);
            foreach (Step step in steps.AsSpan(visits[visit].Start..visits[visit].End))
                (log.Products[place], log.Kinds[place], log.Times[place++]) = (step.What.Product, (byte)step.What.Kind, Seconds(step.At));
            log.Starts[visit + 1] = place;
        }
        return log;
    }

    private static OrderLog Log(MergedOrder[] orders, int[] products, PersonNumbers numbers)
    {
        OrderLog log = new(new int[orders.Length + 1], new int[orders.Sum(order => order.Products.Length)], new uint[orders.Length], new int[orders.Length]);
        int place = 0;
        for (int order = 0; order < orders.Length; order++)
        {
            (log.Times[order], log.Persons[order]) = (Seconds(orders[order].At), numbers.Of(orders[order].Person));
            foreach (int product in orders[order].Products) log.Products[place++] = products[product];
            log.Starts[order + 1] = place;
        }
        return log;
    }

    private static uint Seconds(long milliseconds) => (uint)Math.Clamp(milliseconds / 1000, 0, uint.MaxValue);

    private readonly record struct Visit(long At, ulong Event, int Start, int End, int Person) : IComparable<Visit>
    {
        public int CompareTo(Visit other)
        {
            int order = At.CompareTo(other.At);
            return order == 0 ? Event.CompareTo(other.Event) : order;
        }
    }
}

/// <summary>Numbers persons in the order in which a log names them: how they were numbered while it was gathered depends on the order of the lines.</summary>
internal sealed class PersonNumbers(int persons)
{
    private readonly int[] numbers = new int[persons];
    private int last;

    public int Of(int person)
    {
        if (person < 0) return -1;
        if (numbers[person] == 0) numbers[person] = ++last;
        return numbers[person] - 1;
    }
}
