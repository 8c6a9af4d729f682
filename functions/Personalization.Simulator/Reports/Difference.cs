using Personalization.Simulator.World;

namespace Personalization.Simulator.Reports;

/// <summary>What becomes different for one person.</summary>
/// <param name="Person">Who.</param>
/// <param name="Kind"><c>moved</c>, <c>gone</c> or <c>new</c>.</param>
/// <param name="Message">Which message.</param>
/// <param name="Before">When it went; null where it did not.</param>
/// <param name="After">When it goes now; null where it does not.</param>
internal sealed record Change(PersonRun Person, string Kind, MessageBrief Message, DateTimeOffset? Before, DateTimeOffset? After);

/// <summary>Two simulations of the same history beside each other: who would get what at another time, who nothing any more, who something more.</summary>
internal static class Difference
{
    /// <summary>All changes, person by person, in order of time.</summary>
    public static IReadOnlyList<Change> Of(SimulationRun before, SimulationRun after)
    {
        Dictionary<string, PersonRun> former = before.People.ToDictionary(person => person.Key, StringComparer.Ordinal);
        HashSet<string> now = [.. after.People.Select(person => person.Key)];
        PersonRun Nobody(string key) => new(key, []);
        return
        [
            .. after.People.Select(person => (Before: former.GetValueOrDefault(person.Key) ?? Nobody(person.Key), After: person))
                .Concat(before.People.Where(person => !now.Contains(person.Key)).Select(person => (Before: person, After: Nobody(person.Key))))
                .OrderBy(pair => pair.After.Key, StringComparer.Ordinal).SelectMany(pair => Of(pair.Before, pair.After)),
        ];
    }

    private static IEnumerable<Change> Of(PersonRun before, PersonRun after)
    {
        PersonRun person = after.Happenings.Count > 0 ? after : before;
        List<MessageWent> left = [.. before.All<MessageWent>()], more = [];
        List<Change> changes = [];
        foreach (MessageWent went in after.All<MessageWent>())
        {
            // The same message has the same id; another version of a journey may name it otherwise.
            if (left.Find(one => one.Message.Id == went.Message.Id) is { } same) Match(same, went);
            else more.Add(went);
        }
        foreach (MessageWent went in more)
        {
            if (left.Find(one => one.Message.Channel == went.Message.Channel && one.Message.Subject == went.Message.Subject) is { } alike) Match(alike, went);
            else changes.Add(new Change(person, "new", went.Message, null, went.At));
        }
        changes.AddRange(left.Select(one => new Change(person, "gone", one.Message, one.At, null)));
        return changes.OrderBy(change => change.After ?? change.Before);

        void Match(MessageWent one, MessageWent other)
        {
            left.Remove(one);
            if (one.At != other.At) changes.Add(new Change(person, "moved", other.Message, one.At, other.At));
        }
    }
}
