namespace Personalization.Segments;

/// <summary>Walks through conditions.</summary>
public static class ConditionTree
{
    /// <summary>The condition and all that it is made of.</summary>
    public static IEnumerable<Condition> All(Condition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(All).Prepend(condition),
        AnyOf any => any.Parts.SelectMany(All).Prepend(condition),
        NotTrue not => All(not.Part).Prepend(condition),
        _ => [condition],
    };

    /// <summary>Ids of the segments that it asks for.</summary>
    public static IEnumerable<string> Segments(Condition condition) => All(condition).OfType<SegmentTest>().Select(test => test.Segment).Distinct(StringComparer.Ordinal);
}
