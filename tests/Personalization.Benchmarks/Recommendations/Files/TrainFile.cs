using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations.Files;

/// <summary>Reads what methods learn from.</summary>
internal static class TrainFile
{
    /// <summary>The visits of an event file; without orders, which such files do not tell apart. Throws <see cref="BadFileException"/>.</summary>
    public static ShoppingLog Read(string path)
    {
        EventFile file = EventFile.Read(path);
        EventRow[] rows = file.Rows;
        int[] starts = new int[file.VisitIds.Count + 1], persons = new int[file.VisitIds.Count];
        int visit = -1;
        for (int place = 0; place < rows.Length; place++)
        {
            if (place > 0 && rows[place].Visit == rows[place - 1].Visit) continue;
            starts[++visit] = place;
            persons[visit] = file.Persons[rows[place].Visit];
        }
        starts[^1] = rows.Length;
        VisitLog visits = new(starts, Array.ConvertAll(rows, row => row.Product), Array.ConvertAll(rows, row => row.Kind),
            Array.ConvertAll(rows, row => (uint)row.Time), persons) { HasTimes = file.HasTimes };
        return new ShoppingLog([.. file.ProductIds], visits, new OrderLog([0], [], [], []));
    }
}
