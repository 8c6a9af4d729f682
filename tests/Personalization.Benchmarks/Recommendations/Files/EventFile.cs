using System.Runtime.InteropServices;
using Personalization.Profiles;

namespace Personalization.Benchmarks.Recommendations.Files;

/// <summary>A line of an event file; visit and product are places in the lists of the file's ids, in the order of their first lines.</summary>
internal readonly record struct EventRow(int Visit, int Product, double Time, byte Kind);

/// <summary>Events in the order of time within a visit, visits in the order of their last events; those at the same time in the order of the file.</summary>
/// <param name="Rows">The events, visit by visit.</param>
/// <param name="VisitIds">Ids of the visits.</param>
/// <param name="ProductIds">Ids of the products.</param>
/// <param name="Persons">A number for the person of each visit, or -1.</param>
/// <param name="HasTimes">Whether the file tells when, not only in which order.</param>
internal sealed record EventFile(
    EventRow[] Rows, IReadOnlyList<string> VisitIds, IReadOnlyList<string> ProductIds, IReadOnlyList<int> Persons, bool HasTimes)
{
    // More than 32 bits of seconds hold are milliseconds.
    private const double Milliseconds = 1000;
    private const string Timestamp = "timestamp";

    /// <summary>Throws <see cref="BadFileException"/> for a file that is not one of events, or holds none.</summary>
    public static EventFile Read(string path)
    {
        using TsvReader file = new(path);
        int visit = file.Column("session_id"), product = file.Column("item_id"), time = file.Column(Timestamp, "order");
        int kind = file.OptionalColumn("event"), person = file.OptionalColumn("user_id");
        Numbering visits = new(), products = new(), people = new();
        List<EventRow> rows = [];
        List<int> persons = [];
        while (file.Read())
        {
            int number = visits.Of(file.Text(visit));
            if (number == persons.Count) persons.Add(-1);
            if (persons[number] < 0 && file.OptionalText(person) is { Length: > 0 } name) persons[number] = people.Of(name);
            double at = file.Number(time);
            rows.Add(new EventRow(number, products.Of(file.Text(product)), at > uint.MaxValue ? at / Milliseconds : at, Kind(file, kind)));
        }
        if (rows.Count == 0) throw file.Bad("the file holds no events");
        return new EventFile(Sorted(rows, persons.Count), visits.Names, products.Names, persons, file.Has(Timestamp));
    }

    private static byte Kind(TsvReader file, int column) => file.OptionalText(column) switch
    {
        "view" or "" => (byte)InteractionKind.View,
        "addtocart" => (byte)InteractionKind.CartAdd,
        "transaction" => (byte)InteractionKind.Purchase,
        string other => throw file.Bad($"event is \"{other}\", none of view, addtocart, transaction"),
    };

    private static EventRow[] Sorted(List<EventRow> rows, int visits)
    {
        double[] last = new double[visits];
        foreach (EventRow row in rows) last[row.Visit] = Math.Max(last[row.Visit], row.Time);
        int[] order = new int[rows.Count];
        for (int place = 0; place < order.Length; place++) order[place] = place;
        Array.Sort(order, (one, other) =>
        {
            EventRow left = rows[one], right = rows[other];
            int by = last[left.Visit].CompareTo(last[right.Visit]);
            if (by == 0) by = left.Visit.CompareTo(right.Visit);
            if (by == 0) by = left.Time.CompareTo(right.Time);
            return by != 0 ? by : one.CompareTo(other);
        });
        return Array.ConvertAll(order, place => rows[place]);
    }

    private sealed class Numbering
    {
        private readonly Dictionary<string, int> numbers = [];

        public List<string> Names { get; } = [];

        public int Of(string name)
        {
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, name, out bool known);
            if (known) return number;
            Names.Add(name);
            return number = Names.Count - 1;
        }
    }
}
