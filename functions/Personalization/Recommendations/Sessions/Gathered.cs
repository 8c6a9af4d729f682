namespace Personalization.Recommendations.Sessions;

/// <summary>All that lines have brought, in the order in which they came.</summary>
/// <param name="Touches">Views and cart adds.</param>
/// <param name="Orders">Orders as told.</param>
/// <param name="OrderProducts">Their products.</param>
/// <param name="Contested">Events that were told in different ways, with the print of the telling that counts.</param>
/// <param name="Persons">For each person the one whose history theirs belongs to.</param>
/// <param name="Products">Products.</param>
/// <param name="Denying">Persons who are not to be learned from.</param>
internal sealed record Gathered(
    Chunks<Touch> Touches, Chunks<OrderTold> Orders, Chunks<int> OrderProducts, IReadOnlyDictionary<ulong, uint> Contested, int[] Persons, ProductTable Products, HashSet<ulong> Denying)
{
    public bool Counts(ulong eventId, uint print) => Contested.Count == 0 || !Contested.TryGetValue(eventId, out uint best) || best == print;

    public bool Counts(in Touch touch) => !Denies(Persons[touch.Person]) && Counts(touch.Event, touch.Print);

    /// <summary>Whether a person, at the end of all links, is not to be learned from.</summary>
    public bool Denies(int person) => person >= 0 && Denying.Count > 0 && Denying.Contains((ulong)person);
}

/// <summary>An order, whoever has told of it.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Event">Hash of the id of the event that told of it first.</param>
/// <param name="Person">Whose history it belongs to, or -1.</param>
/// <param name="Products">Its products, each once.</param>
internal readonly record struct MergedOrder(long At, ulong Event, int Person, int[] Products) : IComparable<MergedOrder>
{
    public int CompareTo(MergedOrder other) => (At, Event).CompareTo((other.At, other.Event));
}
