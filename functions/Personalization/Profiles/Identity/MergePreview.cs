using System.Text.Json;

namespace Personalization.Profiles.Identity;

/// <summary>What two people would be as one.</summary>
/// <param name="Person">Whose profile it would be.</param>
/// <param name="IsOne">True where they are one already.</param>
/// <param name="From">Counts of the one.</param>
/// <param name="Into">Counts of the other.</param>
/// <param name="Merged">Counts of both together.</param>
/// <param name="Traits">Traits that would not be what they are for the second.</param>
/// <param name="Objections">What stands against it.</param>
public sealed record MergePreview(
    PersonKey Person, bool IsOne, PersonCounts From, PersonCounts Into, PersonCounts Merged, IReadOnlyList<TraitChange> Traits, IReadOnlyList<GuardObjection> Objections)
{
    /// <summary>Looks at it without doing anything.</summary>
    public static MergePreview Of(JoinedPerson from, JoinedPerson into, IReadOnlyList<GuardObjection> objections)
    {
        if (from.Root == into.Root) return new MergePreview(into.Root, true, PersonCounts.Of(from), PersonCounts.Of(into), PersonCounts.Of(into), [], []);
        // As the merge itself does it: a stronger kind of id names the person.
        (JoinedPerson weaker, JoinedPerson stronger) = from.Root.Type < into.Root.Type ? (into, from) : (from, into);
        JoinedPerson merged = stronger.Join(weaker, new MergeRecord("", weaker.Root, stronger.Root, default, "", ""));
        return new MergePreview(
            merged.Root, false, PersonCounts.Of(from), PersonCounts.Of(into), PersonCounts.Of(merged),
            [
                .. merged.View.Traits.Where(trait => Value(into.View, trait.Key) != trait.Value.Value.GetRawText())
                    .Select(trait => new TraitChange(trait.Key, into.View.Traits.GetValueOrDefault(trait.Key)?.Value, trait.Value.Value)),
            ],
            objections);
    }

    private static string? Value(Profile profile, string name) => profile.Traits.GetValueOrDefault(name)?.Value.GetRawText();
}

/// <summary>How much is known of a person.</summary>
/// <param name="Ids">Ids.</param>
/// <param name="Events">Events.</param>
/// <param name="Orders">Orders.</param>
/// <param name="Traits">Traits.</param>
public sealed record PersonCounts(int Ids, long Events, long Orders, int Traits)
{
    /// <summary>Counts a person.</summary>
    public static PersonCounts Of(JoinedPerson person) => new(
        1 + person.View.Absorbed.Count, person.View.EventCounts.Values.Sum(), person.View.OlderOrders + person.View.Orders.Count(order => order.Said is not null), person.View.Traits.Count);
}

/// <summary>A trait that a merge would change.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Old">What it is now; null where it is not known.</param>
/// <param name="New">What it would be.</param>
public sealed record TraitChange(string Name, JsonElement? Old, JsonElement New);
